// The sessions of one server and how they are stopped: politely first, then by closing their sockets.
#pragma once

#include <functional>
#include <list>
#include <mutex>
#include <utility>

namespace wsus::http {

/// Stopping makes a session's resources fail instead of emitting cancellation signals: a signal that arrives between
/// two steps of a composed operation is lost, a closed socket fails every later step. Thread safety: every call from
/// any thread; the callbacks are expected to post to the session's own executor.
class LiveSessions {
public:
  /// What a session can be told. `when_idle`: end now if no exchange is under way, else after it. `now`: at once.
  struct Stops {
    std::function<void()> when_idle{};
    std::function<void()> now{};
  };

  class Entry {
  public:
    Entry(LiveSessions& set, Stops stops) : set_(set) {
      std::scoped_lock const lock(set_.mutex_);
      it_ = set_.stops_.insert(set_.stops_.end(), std::move(stops));
      if (set_.stopping_) it_->when_idle();  // born late: does not wait to be told
    }
    ~Entry() {
      std::scoped_lock const lock(set_.mutex_);
      set_.stops_.erase(it_);
    }
    Entry(Entry const&) = delete;
    Entry& operator=(Entry const&) = delete;

  private:
    LiveSessions& set_;
    std::list<Stops>::iterator it_;
  };

  void stop_when_idle() {
    std::scoped_lock const lock(mutex_);
    stopping_ = true;
    for (auto& stop : stops_) stop.when_idle();
  }
  void stop_now() {
    std::scoped_lock const lock(mutex_);
    for (auto& stop : stops_) stop.now();
  }

private:
  std::mutex mutex_;
  std::list<Stops> stops_;
  bool stopping_ = false;
};

}  // namespace wsus::http
