// Reads what a step or a control expects. Internal to this room.
#pragma once

#include "scenarios/model/scenario.hpp"
#include "server/config/node.hpp"

#include <vector>

namespace wsus::scenario {

/// Throws config::ConfigError also for an expectation that checks nothing, and for names that can never be seen:
/// operations, error codes, counters, placeholders.
[[nodiscard]] Expectation read_expectation(config::Node const& node, std::vector<MachineSpec> const& machines);

}  // namespace wsus::scenario
