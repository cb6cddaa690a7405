// Both kinds of waiting: see waits.hpp.
#include "server/http/waits.hpp"

#include <utility>

namespace wsus::http {
namespace {

using std::chrono::steady_clock;

class TimerWait final : public Waits::Running {
public:
  TimerWait(Waits::Executor const& executor, std::optional<std::chrono::milliseconds> lasting, Waits::Wake wake)
      : timer_(executor, end_of(lasting), std::move(wake)) {}

private:
  static std::optional<steady_clock::time_point> end_of(std::optional<std::chrono::milliseconds> lasting) {
    if (!lasting) return std::nullopt;
    return steady_clock::now() + *lasting;
  }
  waiting::Timer timer_;
};

class RealWaits final : public Waits {
public:
  std::unique_ptr<Running> begin(Executor const& executor, WaitPlace const& /*place*/,
                                 std::optional<std::chrono::milliseconds> lasting, Wake wake) override {
    return std::make_unique<TimerWait>(executor, lasting, std::move(wake));
  }
};

class HeldWait final : public Waits::Running {
public:
  HeldWait(wusp::Timeline& timeline, Waits::Executor const& executor, WaitPlace const& place,
           std::optional<wusp::UtcTime> until, Waits::Wake wake)
      : gate_(std::make_shared<waiting::Gate>(executor, std::move(wake))),
        hold_(timeline, place.wire, place.sent, until, [gate = gate_] { gate->pass(); }) {}
  ~HeldWait() override { gate_->close(); }
  HeldWait(HeldWait const&) = delete;
  HeldWait& operator=(HeldWait const&) = delete;

private:
  std::shared_ptr<waiting::Gate> gate_;
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
