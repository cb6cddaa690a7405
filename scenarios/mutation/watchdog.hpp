// Tells when something has not ended in real time: a guard for code that should never wait for long.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace wsus::lab {

/// From construction to destruction. `bite` is called once, from another thread, when `limit` has passed in between.
class Watchdog {
public:
  Watchdog(std::chrono::steady_clock::duration limit, std::function<void()> bite);
  ~Watchdog();
  Watchdog(Watchdog const&) = delete;
  Watchdog& operator=(Watchdog const&) = delete;

private:
  std::mutex mutex_;
  std::condition_variable over_changed_;
  bool over_ = false;
  std::thread thread_;
};

}  // namespace wsus::lab
