// A window in which a whole fleet scans: whether it passes, and what is left when it does not.
#pragma once

#include "scenarios/capacity/demand.hpp"
#include "scenarios/capacity/inputs.hpp"
#include "scenarios/capacity/overload.hpp"

#include <optional>

namespace wsus::capacity {

/// Times in seconds from the beginning of the window.
struct Storm {
  double scans = 0;          ///< that begin in the window
  bool hits_limit = false;   ///< in the fluid
  double chance = 0;         ///< that the first limit is hit, with the chance that the fluid leaves out
  double longest_queue = 0;  ///< calls
  double longest_wait = 0;   ///< of a call
  double failed = 0;         ///< scans
  double drained = 0;        ///< when the queue is empty again
  std::optional<unsigned>
      waves{};             ///< until all have scanned: the failed come back after facts::retry; empty: not known
  double all_scanned = 0;  ///< when that is; 0: not known
};

/// `over`: overload(inputs, demand) where the demand overloads the server, else null. For storms and patch days.
///
/// Waves: the machines that failed come back together, as long after as their first scan; they meet an empty queue and
/// nobody else (an assumption). Not known when the window is longer than the time until they come back, or after a
/// thousand waves.
[[nodiscard]] Storm storm(Inputs const& inputs, Demand const& demand, Overload const* over);

/// Storm::chance alone. The work in the system, in calls, is taken for a random walk; it is at a limit when the
/// machines that may wait there have so much work to come.
[[nodiscard]] double storm_chance(Inputs const& inputs, Demand const& demand, Overload const* over);

/// Chance that a random walk with this drift and variance a second, which begins at 0 and does not go below, comes to
/// `level` within `time` seconds, nearly: that it is there at the end, for each time that it tries. `level`, `variance`
/// and `time` above 0.
[[nodiscard]] double reaches(double level, double drift, double variance, double time);

}  // namespace wsus::capacity
