// Both kinds of waiting: see waits.hpp.
#include "server/http/waits.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <mutex>
#include <utility>

namespace wsus::http {
namespace {

namespace asio = boost::asio;

/// A wake that may be taken back. Everything on the executor of the wait.
class Bell {
public:
  explicit Bell(Waits::Wake wake) : wake_(std::move(wake)) {}
  void ring() {
    if (auto const wake = std::exchange(wake_, {})) wake();
  }
  void silence() { wake_ = {}; }

private:
  Waits::Wake wake_;
};

class TimerWait final : public Waits::Running {
public:
  TimerWait(Waits::Executor const& executor, std::optional<std::chrono::milliseconds> lasting, Waits::Wake wake)
      : bell_(std::make_shared<Bell>(std::move(wake))), timer_(executor) {
    if (!lasting) return;
    timer_.expires_after(*lasting);
    timer_.async_wait([bell = bell_](boost::system::error_code const& error) {
      if (!error) bell->ring();
    });
  }
  ~TimerWait() override { bell_->silence(); }
  TimerWait(TimerWait const&) = delete;
  TimerWait& operator=(TimerWait const&) = delete;

private:
  std::shared_ptr<Bell> bell_;
  asio::steady_timer timer_;
};

class RealWaits final : public Waits {
public:
  std::unique_ptr<Running> begin(Executor const& executor, WaitPlace const& /*place*/,
                                 std::optional<std::chrono::milliseconds> lasting, Wake wake) override {
    return std::make_unique<TimerWait>(executor, lasting, std::move(wake));
  }
};

/// What the timeline calls, from any thread and perhaps after the wait's end. Once closed it does not touch the
/// executor any more, which may be gone by then.
class Gate : public std::enable_shared_from_this<Gate> {
public:
  Gate(Waits::Executor executor, Waits::Wake wake) : executor_(std::move(executor)), bell_(std::move(wake)) {}
  void pass() {
    std::scoped_lock const lock(mutex_);
    if (open_) asio::post(executor_, [self = shared_from_this()] { self->bell_.ring(); });
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
  Waits::Executor executor_;
  Bell bell_;
};

class HeldWait final : public Waits::Running {
public:
  HeldWait(wusp::Timeline& timeline, Waits::Executor const& executor, WaitPlace const& place,
           std::optional<wusp::UtcTime> until, Waits::Wake wake)
      : gate_(std::make_shared<Gate>(executor, std::move(wake))),
        hold_(timeline, place.wire, place.sent, until, [gate = gate_] { gate->pass(); }) {}
  ~HeldWait() override { gate_->close(); }
  HeldWait(HeldWait const&) = delete;
  HeldWait& operator=(HeldWait const&) = delete;

private:
  std::shared_ptr<Gate> gate_;
  wusp::Timeline::Hold hold_;
};

class TimelineWaits final : public Waits {
public:
  explicit TimelineWaits(wusp::Timeline& timeline) : timeline_(timeline) {}
  std::unique_ptr<Running> begin(Executor const& executor, WaitPlace const& place,
                                 std::optional<std::chrono::milliseconds> lasting, Wake wake) override {
    std::optional<wusp::UtcTime> until;
    if (lasting) until = timeline_.now() + *lasting;
    return std::make_unique<HeldWait>(timeline_, executor, place, until, std::move(wake));
  }

private:
  wusp::Timeline& timeline_;
};

}  // namespace

std::unique_ptr<Waits> make_real_waits() { return std::make_unique<RealWaits>(); }
std::unique_ptr<Waits> make_timeline_waits(wusp::Timeline& timeline) {
  return std::make_unique<TimelineWaits>(timeline);
}

}  // namespace wsus::http
