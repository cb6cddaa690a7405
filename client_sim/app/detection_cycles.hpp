// Detection cycles in virtual time: for `wua-sim scan --cycles`, and for scenarios.
#pragma once

#include "client_sim/report/scan_report.hpp"
#include "wsdl/wusp/clock.hpp"

#include <functional>
#include <vector>

namespace wsus::client {

class SimulatedPc;

struct DetectionCycle {
  wusp::UtcTime begin{};  ///< by the machine's clock, as `next`
  report::ScanReport report{};
  wusp::UtcTime next{};  ///< when the following one is due
};

/// Waits until Automatic Updates is due (at once when it never ran), scans, and so on, `count` times. `advance` moves
/// the clock of the PC and of its world, by more than 0; it is not called after the last cycle. A service that is
/// stopped meets its error in each cycle.
[[nodiscard]] std::vector<DetectionCycle> run_detection_cycles(SimulatedPc& pc, unsigned count,
                                                               std::function<void(wusp::Ticks)> const& advance);

/// The system's clock, which can be moved ahead. Thread safety: none.
class SkippingClock final : public wusp::Clock {
public:
  /// Lifetime: `clock` must outlive it.
  explicit SkippingClock(wusp::Clock const& clock) : clock_(clock) {}
  [[nodiscard]] wusp::UtcTime now() const override { return clock_.now() + skipped_; }
  void skip(wusp::Ticks time) { skipped_ += time; }

private:
  wusp::Clock const& clock_;
  wusp::Ticks skipped_{0};
};

}  // namespace wsus::client
