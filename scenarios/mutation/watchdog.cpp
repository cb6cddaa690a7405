// A thread that waits for the end or the limit: see watchdog.hpp.
#include "scenarios/mutation/watchdog.hpp"

#include <utility>

namespace wsus::lab {

Watchdog::Watchdog(std::chrono::steady_clock::duration limit, std::function<void()> bite)
    : thread_([this, limit, told = std::move(bite)] {
        std::unique_lock lock(mutex_);
        if (over_changed_.wait_for(lock, limit, [this] { return over_; })) return;
        lock.unlock();
        told();
      }) {}

Watchdog::~Watchdog() {
  {
    std::scoped_lock const lock(mutex_);
    over_ = true;
  }
  over_changed_.notify_all();
  thread_.join();
}

}  // namespace wsus::lab
