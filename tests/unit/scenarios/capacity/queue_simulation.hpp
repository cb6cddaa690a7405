// A server's queue, event by event, drawn from a seed: what the formulas of scenarios/capacity are held against.
#pragma once

#include "scenarios/capacity/inputs.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace wsus::test {

/// What came of one window in which `inputs.clients` machines scan once, all warm. The window is over when the last
/// machine is.
struct SimulatedWindow {
  std::size_t completed = 0;           ///< scans
  std::size_t failed = 0;              ///< scans
  std::optional<double> first_loss{};  ///< seconds until the first call is lost
  double end = 0;                      ///< seconds until the last answer
  double mean_wait = 0;                ///< of calls that were answered
  std::size_t longest_queue = 0;
};

/// Service times are exponential with variation 1 and all alike with variation 0; others are not drawn. Pauses are
/// between half and one and a half of the mean. A call that has waited for longer than its client's timeout is given
/// up when it would be served.
[[nodiscard]] SimulatedWindow simulate(capacity::Inputs const& inputs, std::uint64_t seed);

}  // namespace wsus::test
