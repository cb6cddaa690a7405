// What can only be checked when a scenario is read whole. Internal to this room.
#pragma once

#include "scenarios/model/scenario.hpp"

namespace wsus::scenario {

/// Phases that must look at something do, controls differ from the scenario, snapshots are taken before they are
/// restored. Throws config::ConfigError.
void check_whole(Scenario const& scenario);

}  // namespace wsus::scenario
