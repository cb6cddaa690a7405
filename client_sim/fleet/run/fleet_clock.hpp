// The time of a fleet: the real one, faster.
#pragma once

#include "client_sim/fleet/plan.hpp"
#include "wsdl/wusp/clock.hpp"

#include <chrono>

namespace wsus::fleet {

/// What the agents' machines take for the time of day: it goes on from `start` with `speed` seconds in a real second.
/// The server's clock does not.
class FleetClock final : public wusp::Clock {
public:
  using Real = std::chrono::steady_clock;

  FleetClock(wusp::UtcTime start, double speed) : start_(start), speed_(speed) {}

  /// From now on time passes; before, it stands at 0.
  void begin() { began_ = Real::now(); }

  [[nodiscard]] wusp::UtcTime now() const override { return start_ + fleet_time(Real::now()); }
  [[nodiscard]] FleetTime fleet_time(Real::time_point real) const {
    if (began_ == Real::time_point{}) return {};
    auto const passed = std::chrono::duration<double>(real - began_).count() * speed_;
    return FleetTime(static_cast<std::int64_t>(passed * ticks_a_second));
  }
  [[nodiscard]] Real::time_point real_time(FleetTime time) const {
    auto const seconds = static_cast<double>(time.count()) / ticks_a_second / speed_;
    return began_ + std::chrono::duration_cast<Real::duration>(std::chrono::duration<double>(seconds));
  }
  [[nodiscard]] Real::time_point began() const { return began_; }

private:
  static constexpr double ticks_a_second = 10'000'000.0;

  wusp::UtcTime start_;
  double speed_;
  Real::time_point began_{};
};

}  // namespace wsus::fleet
