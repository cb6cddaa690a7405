// How far a fleet is, in one line. Pure.
#pragma once

#include "client_sim/fleet/plan.hpp"
#include "client_sim/fleet/tally.hpp"

#include <cstdint>
#include <string>

namespace wsus::fleet {

/// What is true now. Lifetime: `tally` outlives it.
struct Progress {
  FleetTime now{};
  FleetTime duration{};
  std::uint32_t running = 0;    ///< scans under way
  std::uint64_t waiting = 0;    ///< arrivals that are due and have not begun: no room, or their agent is still scanning
  double rate = 0;              ///< scans that ended, a second of real time, since the line before
  std::uint64_t uncounted = 0;  ///< scans of the warm-up so far
  Tally const& tally;
};

/// "1:30:05 of 22:00:00 | 1234 scans, 98.2/s, 3 failed | 12 running, 0 waiting | latency 50 % 3.10 ms, 99 % 12.4 ms".
/// Times are those of the fleet, as H:MM:SS.
[[nodiscard]] std::string progress_line(Progress const& progress);

}  // namespace wsus::fleet
