// Reads the machines of a world. Internal to this room.
#pragma once

#include "scenarios/model/scenario.hpp"
#include "server/config/node.hpp"

#include <vector>

namespace wsus::scenario {

/// A map from names to machines; one with `copies` becomes so many, NAME-1 and on.
[[nodiscard]] std::vector<MachineSpec> read_machines(config::Node const& node, std::vector<HostSpec> const& hosts);

/// What a control writes: a machine by its name, or all copies by the name that they have in the file.
void change_machines(config::Node const& node, std::vector<HostSpec> const& hosts, std::vector<MachineSpec>& machines);

}  // namespace wsus::scenario
