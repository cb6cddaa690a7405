// What a capacity question asks: machines, calls and seconds. Nothing in this room knows a socket or a clock.
#pragma once

#include <optional>

namespace wsus::capacity {

/// How the scans of a fleet come in.
enum class Arrivals {
  even,       ///< each machine in its own cycle, evenly spread over the time
  storm,      ///< each machine once within a window
  patch_day,  ///< each machine twice within a window: before it installs, and after its restart
};

/// Numbers that are not asked for. Their sources are in docs/CAPACITY.md.
namespace facts {
/// Of a cycle, what chance takes away at most: MS-WUSP note 61.
inline constexpr double cycle_jitter = 0.2;
/// Seconds until a machine whose scan failed scans again, without chance: MS-WUSP note 65.
inline constexpr double retry = 5 * 3600.0;
inline constexpr double scans_on_patch_day = 2;
/// A load fits when no more of its calls meet a full queue or their client's timeout.
inline constexpr double lost_calls = 1e-6;
/// A storm fits when a limit is hit with no more than this chance.
inline constexpr double lost_storms = 1e-3;
}  // namespace facts

/// All times in seconds. Real numbers where a search moves them; who asks gives whole ones.
struct Inputs {
  double clients = 0;                     ///< above 0
  double cycle = 22 * 3600.0;             ///< as the policy has it: scans come after 80 to 100 % of it
  Arrivals arrivals = Arrivals::even;     ///<
  double window = 0;                      ///< of a storm or a patch day
  double warm_calls = 15;                 ///< web calls of a warm scan: 13 pages, driver pass, details (captured)
  double cold_calls = 186;                ///< handshake of 4, 180 pages, driver pass, details (captured catalogue)
  double cold_share = 0;                  ///< of the scans, 0 to 1
  double service_time = 4 / 60.0;         ///< mean of a call: four cores for 60 requests a second
  double variation = 1;                   ///< of service times: standard deviation / mean
  unsigned workers = 4;                   ///< calls that are worked on at a time
  unsigned queue = 1'000;                 ///< calls that may wait (queueLength of the pool)
  std::optional<unsigned> connections{};  ///< limit of the site; empty: none
  double client_timeout = 30;             ///< of an agent that waits for an answer (WinHTTP's receive timeout)
  double pause = 1;                       ///< of an agent between an answer and its next call
};

}  // namespace wsus::capacity
