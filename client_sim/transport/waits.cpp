// Both kinds of waiting: see waits.hpp.
#include "client_sim/transport/waits.hpp"

#include <fmt/format.h>

#include <atomic>
#include <utility>

namespace wsus::transport {
namespace {

using std::chrono::steady_clock;

class TimerWait final : public Waits::Running {
public:
  TimerWait(Waits::Executor const& executor, steady_clock::time_point until, Waits::Wake wake)
      : timer_(executor, until, std::move(wake)) {}

private:
  waiting::Timer timer_;
};

steady_clock::time_point real(wusp::Ticks ticks) {
  return steady_clock::time_point(std::chrono::duration_cast<steady_clock::duration>(ticks));
}

class RealWaits final : public Waits {
public:
  [[nodiscard]] wusp::Ticks now() const override {
    return std::chrono::duration_cast<wusp::Ticks>(steady_clock::now().time_since_epoch());
  }
  std::unique_ptr<Running> for_bytes(Executor const& executor, WaitPlace const& /*place*/, wusp::Ticks until,
                                     Wake wake) override {
    return std::make_unique<TimerWait>(executor, real(until), std::move(wake));
  }
  std::unique_ptr<Running> for_time(Executor const& executor, wusp::Ticks until, Wake wake) override {
    return std::make_unique<TimerWait>(executor, real(until), std::move(wake));
  }
};

class WireWait final : public Waits::Running {
public:
  WireWait(wusp::Timeline& timeline, Waits::Executor const& executor, WaitPlace const& place, wusp::UtcTime until,
           steady_clock::time_point guard, Waits::Wake const& wake)
      : gate_(std::make_shared<waiting::Gate>(executor, wake)),
        guard_(executor, guard, [gate = gate_] { gate->pass(); }),
        wait_(timeline, place.wire, place.received, until, [gate = gate_] { gate->pass(); }) {}
  ~WireWait() override { gate_->close(); }
  WireWait(WireWait const&) = delete;
  WireWait& operator=(WireWait const&) = delete;

private:
  std::shared_ptr<waiting::Gate> gate_;
  waiting::Timer guard_;
  wusp::Timeline::Wait wait_;
};

/// A connection that nobody has: its other end says nothing for good, so time may pass.
class TimeWait final : public Waits::Running {
public:
  TimeWait(wusp::Timeline& timeline, Waits::Executor const& executor, wusp::WireId const& nowhere, wusp::UtcTime until,
           Waits::Wake wake)
      : gate_(std::make_shared<waiting::Gate>(executor, std::move(wake))),
        silence_(timeline, nowhere, 0, std::nullopt, [] {}),
        wait_(timeline, nowhere, 0, until, [gate = gate_] { gate->pass(); }) {}
  ~TimeWait() override { gate_->close(); }
  TimeWait(TimeWait const&) = delete;
  TimeWait& operator=(TimeWait const&) = delete;

private:
  std::shared_ptr<waiting::Gate> gate_;
  wusp::Timeline::Hold silence_;
  wusp::Timeline::Wait wait_;
};

wusp::WireId nowhere() {
  static std::atomic<std::uint64_t> count = 0;  // only to tell one from another: several sessions share a timeline
  return {.client = fmt::format("nowhere:{}", ++count), .server = "nowhere"};
}

class TimelineWaits final : public Waits {
public:
  TimelineWaits(wusp::Timeline& timeline, std::chrono::milliseconds guard) : timeline_(timeline), guard_(guard) {}
  [[nodiscard]] wusp::Ticks now() const override { return timeline_.now().time_since_epoch(); }
  std::unique_ptr<Running> for_bytes(Executor const& executor, WaitPlace const& place, wusp::Ticks until,
                                     Wake wake) override {
    return std::make_unique<WireWait>(timeline_, executor, place, wusp::UtcTime(until), steady_clock::now() + guard_,
                                      wake);
  }
  std::unique_ptr<Running> for_time(Executor const& executor, wusp::Ticks until, Wake wake) override {
    return std::make_unique<TimeWait>(timeline_, executor, nowhere(), wusp::UtcTime(until), std::move(wake));
  }

private:
  wusp::Timeline& timeline_;
  std::chrono::milliseconds guard_;
};

}  // namespace

std::unique_ptr<Waits::Running> Waits::for_system(Executor const& executor, std::chrono::milliseconds lasting,
                                                  Wake wake) {
  return std::make_unique<TimerWait>(executor, steady_clock::now() + lasting, std::move(wake));
}

std::unique_ptr<Waits> make_real_waits() { return std::make_unique<RealWaits>(); }
std::unique_ptr<Waits> make_timeline_waits(wusp::Timeline& timeline, std::chrono::milliseconds guard) {
  return std::make_unique<TimelineWaits>(timeline, guard);
}

}  // namespace wsus::transport
