// Wakes that come on an executor, from a timer or from the timeline, and can be taken back: what both ends of a
// connection wait with.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace wsus::waiting {

using Wake = std::function<void()>;
using Executor = boost::asio::any_io_executor;

/// A wake that is called once at most, and may be taken back. Thread safety: everything on the executor of the wait.
class Bell {
public:
  explicit Bell(Wake wake) : wake_(std::move(wake)) {}
  void ring() {
    if (auto const wake = std::exchange(wake_, {})) wake();
  }
  void silence() { wake_ = {}; }

private:
  Wake wake_;
};

/// Real time: wakes on the executor at a point in time (empty: never), unless it is destroyed there before.
class Timer {
public:
  Timer(Executor const& executor, std::optional<std::chrono::steady_clock::time_point> until, Wake wake)
      : bell_(std::make_shared<Bell>(std::move(wake))), timer_(executor) {
    if (!until) return;
    timer_.expires_at(*until);
    timer_.async_wait([bell = bell_](boost::system::error_code const& error) {
      if (!error) bell->ring();
    });
  }
  ~Timer() { bell_->silence(); }
  Timer(Timer const&) = delete;
  Timer& operator=(Timer const&) = delete;

private:
  std::shared_ptr<Bell> bell_;
  boost::asio::steady_timer timer_;
};

/// What the timeline calls, from any thread and perhaps after the wait's end. Once closed it does not touch the
/// executor any more, which may be gone by then.
class Gate : public std::enable_shared_from_this<Gate> {
public:
  Gate(Executor executor, Wake wake) : executor_(std::move(executor)), bell_(std::move(wake)) {}
  void pass() {
    std::scoped_lock const lock(mutex_);
    if (open_) boost::asio::post(executor_, [self = shared_from_this()] { self->bell_.ring(); });
  }
  /// On the executor.
  void close() {
    {
      std::scoped_lock const lock(mutex_);
      open_ = false;
      executor_ = {};
    }
    bell_.silence();
  }

private:
  std::mutex mutex_;
  bool open_ = true;
  Executor executor_;
  Bell bell_;
};

}  // namespace wsus::waiting
