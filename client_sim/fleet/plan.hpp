// When which agent of a fleet begins a scan. Pure: time is a number that goes on from 0, chance comes from a seed.
#pragma once

#include "client_sim/agent/detection_cycle.hpp"
#include "client_sim/fleet/mix.hpp"
#include "wsdl/wusp/date_time.hpp"

#include <cstdint>
#include <optional>
#include <queue>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

namespace wsus::fleet {

/// Time since the fleet began, in its own time: with a speed of 100 a hundred seconds of it pass in a real one.
using FleetTime = wusp::Ticks;

/// What makes all agents scan within a short time.
enum class StormKind {
  patch_day,     ///< they are told to detect now; nothing is wrong with them or the server
  susdb_switch,  ///< the same, and what each knows is of a database that the server no longer has (agent_record.hpp)
};

struct Storm {
  StormKind kind = StormKind::patch_day;
  FleetTime at{};
  FleetTime window{};  ///< from `at` on, in which the agents come, evenly spread
  bool operator==(Storm const&) const = default;
};

/// "KIND@TIME+WINDOW" or "KIND@TIME".
[[nodiscard]] std::variant<Storm, Mistake> parse_storm(std::string_view text);
[[nodiscard]] std::string text_of(Storm const& storm);
[[nodiscard]] std::string_view to_string(StormKind kind);

/// One of several machines that share a fleet. The agents of number k are those whose index leaves k - 1 when divided
/// by `count`.
struct Shard {
  std::uint32_t number = 1;  ///< 1 to count
  std::uint32_t count = 1;
  [[nodiscard]] bool has(std::uint32_t agent) const { return agent % count == number - 1; }
  /// How many of so many agents are its.
  [[nodiscard]] std::uint32_t of(std::uint32_t agents) const;
  bool operator==(Shard const&) const = default;
};
/// "2/3".
[[nodiscard]] std::variant<Shard, Mistake> parse_shard(std::string_view text);

struct PlanSettings {
  std::uint32_t agents = 100;  ///< of the whole fleet, at least 1
  std::uint64_t seed = 1;
  agent::DetectionSettings detection{};  ///< the cycle of every agent
  /// Scans a second of fleet time of the whole fleet, above 0; the agents take turns. Empty: every agent has its cycle.
  std::optional<double> rate{};
  FleetTime ramp{};  ///< in which the rate of arrivals rises evenly from 0 to what it is afterwards
  std::vector<Storm> storms{};
  FleetTime duration = std::chrono::hours(22);  ///< no scan begins after it
  std::optional<std::uint32_t> scans{};         ///< of each agent at most, at least 1
  Shard shard{};
  bool operator==(PlanSettings const&) const = default;
};

enum class Cause : std::uint8_t { cycle, rate, storm };

/// A scan that is to begin.
struct Arrival {
  FleetTime at{};
  std::uint32_t agent = 0;  ///< index in the whole fleet, from 0
  Cause cause = Cause::cycle;
  std::uint8_t storm = 0;  ///< index in PlanSettings::storms, with Cause::storm
  bool operator==(Arrival const&) const = default;
};

/// The arrivals of one shard. Nothing about them depends on how long a scan takes: a cycle is counted from when its
/// detection was to begin, so a server that is slow does not thin out the load on it. It does depend on how a scan
/// ends: after a failure the next one is due sooner (detection_cycle.hpp). In cycles, the first detection of an agent
/// is anywhere in its first cycle. With a rate, arrivals are a Poisson process, and agents come in an order without
/// pattern, each once before any comes again. A storm is a detection like any other: the cycle of its agents begins
/// anew with it. Shards have the same arrivals as the whole fleet, each those of its agents.
class Arrivals {
public:
  explicit Arrivals(PlanSettings settings);

  /// The earliest that is known; empty: there is none, unless a scan that is under way brings one (scanned()).
  [[nodiscard]] std::optional<Arrival> next() const;
  /// next(), which there must be, and forgets it.
  Arrival take();
  /// A scan has ended that arrived at `intended`: plans the agent's next detection, where there are cycles.
  void scanned(std::uint32_t agent, FleetTime intended, bool succeeded);

private:
  struct Due {
    FleetTime at{};
    std::uint32_t agent = 0;
    std::uint32_t turn = 0;  ///< of the agent when it was planned; another one now: something else came between
    bool operator>(Due const& other) const { return std::tie(at, agent) > std::tie(other.at, other.agent); }
  };

  void plan_first_detections();
  void plan_storms();
  void plan(std::uint32_t agent, FleetTime at);
  void find_next_of_rate();
  [[nodiscard]] bool may_scan(std::uint32_t agent) const;
  void drop_what_is_stale();
  [[nodiscard]] std::uint32_t slot_of(std::uint32_t agent) const { return agent / settings_.shard.count; }

  PlanSettings settings_;
  std::priority_queue<Due, std::vector<Due>, std::greater<>> cycles_{};
  std::vector<std::uint32_t> turns_{};  ///< by slot: how often the agent's next detection was planned
  std::vector<std::uint32_t> made_{};   ///< by slot: arrivals, where their number is limited
  std::vector<Arrival> storms_{};       ///< the last one comes first
  std::optional<Arrival> of_rate_{};
  double events_ = 0;         ///< of the rate: how much of a Poisson process of rate 1 has passed
  std::uint64_t drawn_ = 0;   ///< of the rate: arrivals of the whole fleet so far
  std::uint64_t stride_ = 1;  ///< of the rate: from one agent to the next
};

/// The most scans a second of fleet time that the plan comes to, for the whole fleet, failures left aside.
[[nodiscard]] double peak_rate(PlanSettings const& settings);

}  // namespace wsus::fleet
