// Reads the steps of a phase. Internal to this room.
#pragma once

#include "scenarios/model/scenario.hpp"
#include "server/config/node.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace wsus::scenario {

[[nodiscard]] std::vector<std::string> machine_names(std::vector<MachineSpec> const& machines);

/// The names of the copies of what a scenario calls `name`; empty when it has none.
[[nodiscard]] std::vector<std::string> copies_of(std::string_view name, std::vector<MachineSpec> const& machines);

/// The name of a machine of the scenario, as it is written there.
[[nodiscard]] std::string read_machine_name(config::Node const& node, std::vector<MachineSpec> const& machines);

/// A list with at least one step.
[[nodiscard]] std::vector<Step> read_steps(config::Node const& node, World const& world);

}  // namespace wsus::scenario
