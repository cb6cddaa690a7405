// What a fleet is, as a value: who its agents are, what they do and when. Pure.
#pragma once

#include "client_sim/agent/agent_options.hpp"
#include "client_sim/fleet/mix.hpp"
#include "client_sim/fleet/plan.hpp"
#include "client_sim/machine/machine.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace wsus::fleet {

/// What agents know when the fleet begins.
enum class StartState {
  cold,  ///< nothing
  warm,  ///< what one of their kind has cached after a scan; no cookie, and they have to register
};

struct FleetSettings {
  std::string server_url{};  ///< policy WUServer and WUStatusServer
  PlanSettings plan{};
  Mix profiles{{"w11", 70}, {"w10", 20}, {"w8", 5}, {"w7", 5}};
  Mix models{{"desktop", 45}, {"laptop", 45}, {"server", 10}};
  std::optional<unsigned> devices = 0;  ///< that a driver pass tells of; empty: as many as the model has
  StartState start = StartState::cold;
  double speed = 1;                         ///< seconds of fleet time in a real second, above 0
  FleetTime warm_up{};                      ///< scans that are to begin before it are made but not counted
  std::uint32_t at_once = 1'000;            ///< scans under way at the same time, at most; at least 1
  bool reuse_connections = false;           ///< a connection goes from scan to scan; else each scan opens its own
  bool reports = true;                      ///< agents report to the server (policy WUStatusServer)
  bool drivers = true;                      ///< scans have a driver pass (policy ExcludeWUDriversInQualityUpdate)
  std::chrono::milliseconds drain{60'000};  ///< real time for the scans that are under way at the end
  agent::AgentOptions agent{};
};

/// A setting in words.
struct Fact {
  std::string name{};
  std::string value{};
  bool operator==(Fact const&) const = default;
};
/// Every setting but the shard, in a fixed order: what reports tell, and what has to be the same for results that are
/// merged.
[[nodiscard]] std::vector<Fact> facts_of(FleetSettings const& settings);

/// Index of the agent's profile and of its model in their mixes.
struct AgentKind {
  std::size_t profile = 0;
  std::size_t model = 0;
  bool operator==(AgentKind const&) const = default;
};
[[nodiscard]] AgentKind kind_of(FleetSettings const& settings, std::uint32_t agent);

/// Kinds in the order of their index: profiles times models.
[[nodiscard]] std::size_t kind_count(FleetSettings const& settings);
[[nodiscard]] std::size_t index_of(FleetSettings const& settings, AgentKind const& kind);

/// "PC0000001" for agent 0; the same machine as `wua-sim scan --name PC0000001 --seed N` simulates.
[[nodiscard]] std::string name_of(std::uint32_t agent);
[[nodiscard]] std::string dns_name_of(std::uint32_t agent);

/// The machine that an agent of this kind runs on; names are those of `agent`.
[[nodiscard]] machine::MachineOptions machine_options(FleetSettings const& settings, AgentKind const& kind,
                                                      std::uint32_t agent);

}  // namespace wsus::fleet
