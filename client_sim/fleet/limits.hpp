// Whether a fleet fits the machine that it is to run on: asked before anything starts. Pure.
#pragma once

#include "client_sim/fleet/plan.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace wsus::fleet {

/// What a fleet asks of its system.
struct Needs {
  std::uint32_t agents = 0;         ///< of this shard
  std::uint32_t at_once = 0;        ///< scans under way at the same time, at most
  double connections_a_second = 0;  ///< that are opened, in real time, at the peak; 0: they are kept and used again
};

/// What the system has.
struct SystemLimits {
  std::uint64_t memory = 0;       ///< bytes that may still be taken
  std::string memory_name{};      ///< who says so: "MemAvailable in /proc/meminfo"
  std::uint64_t descriptors = 0;  ///< that this process may have open, at most (the hard limit)
  std::uint32_t ports = 0;        ///< local ports that the system gives to connections
  double port_rest = 60;          ///< seconds until a port of a connection to this server may be used again
};

/// Bytes that an agent takes between its scans, with an own list of 1,000 cached ids. Measured; docs/FLEET.md says how.
inline constexpr std::uint64_t bytes_of_agent = 6'000;
/// Bytes of a scan under way: a machine, its connection, and in a cold scan updates that nobody shares yet.
inline constexpr std::uint64_t bytes_of_scan = 1'300'000;
/// Bytes of everything else: the program, fragments, results.
inline constexpr std::uint64_t bytes_of_program = 100'000'000;
/// Descriptors beside those of connections: standard streams, files, epoll, timers, names.
inline constexpr std::uint64_t descriptors_of_program = 40;

[[nodiscard]] std::uint64_t memory_needed(Needs const& needs);
[[nodiscard]] std::uint64_t descriptors_needed(Needs const& needs);

/// Why it does not fit, a sentence a limit: what is needed, what there is, which limit to raise, what else would help.
/// Empty: it fits.
[[nodiscard]] std::vector<std::string> obstacles(Needs const& needs, SystemLimits const& limits);

/// What the peak of a plan comes to for one shard, in scans a second of real time.
[[nodiscard]] double real_peak_rate(PlanSettings const& settings, double speed);

/// "1.3 GB", "820 MB": for people.
[[nodiscard]] std::string bytes_text(std::uint64_t bytes);

}  // namespace wsus::fleet
