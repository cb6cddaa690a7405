// What a fleet came to: of one run, or of several that shared it. A value with its texts and its way to disk and back.
// Pure.
#pragma once

#include "client_sim/fleet/settings.hpp"
#include "client_sim/fleet/tally.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace wsus::fleet {

/// One run: which part of the fleet it was, and what it took.
struct RunPart {
  Shard shard{};
  std::uint32_t agents = 0;
  std::uint64_t wall_us = 0;      ///< real time from the first scan to the end of the last, microseconds
  std::uint64_t cpu_us = 0;       ///< processor time of the fleet's own process meanwhile
  std::uint64_t peak_memory = 0;  ///< bytes of the process, at its largest
  bool interrupted = false;       ///< by the user, before its end
  bool operator==(RunPart const&) const = default;
};

struct FleetResult {
  std::string program{};         ///< "wua-sim 0.1.0"
  std::vector<Fact> settings{};  ///< of the whole fleet (facts_of)
  std::vector<RunPart> parts{};  ///< in the order of their shards
  Tally tally{};
  std::uint64_t warm_up_scans = 0;  ///< made before anything was counted: the warm start, and what was to begin early
  std::uint64_t warm_up_calls = 0;  ///< of these
  bool operator==(FleetResult const&) const = default;
};

/// Adds the run of other shards of the same fleet: counts and histograms exactly. Nothing has changed when it is
/// refused: another program version, another setting, another number of shards, or a shard that is there already.
[[nodiscard]] std::optional<Mistake> merge(FleetResult& into, FleetResult const& other);

/// Whether runs of all shards are in it.
[[nodiscard]] bool is_whole(FleetResult const& result);
/// Whether every scan that was counted succeeded.
[[nodiscard]] bool all_succeeded(FleetResult const& result);
/// Scans that finished, in a second of real time; 0 for no time.
[[nodiscard]] double scans_a_second(FleetResult const& result);

/// For people, with a newline at its end.
[[nodiscard]] std::string to_text(FleetResult const& result);
/// Everything, in one JSON document with a newline at its end; from_json takes it back.
[[nodiscard]] std::string to_json(FleetResult const& result);
/// `file` is for the mistake, which names the member at fault: "a.json: $.latency_us.waited: expected ...".
[[nodiscard]] std::variant<FleetResult, Mistake> from_json(std::string_view text, std::string_view file);
/// A head and a line a slot of time: when it begins in seconds of fleet time, scans by their end, latencies in
/// milliseconds.
[[nodiscard]] std::string to_csv(FleetResult const& result);

/// "3.21 ms", "12.0 s": a time in microseconds, for people.
[[nodiscard]] std::string latency_text(std::uint64_t microseconds);

}  // namespace wsus::fleet
