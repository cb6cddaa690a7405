// Which scenarios of a library show a failure mode.
#pragma once

#include "scenarios/catalogue/failure_modes.hpp"
#include "scenarios/model/scenario.hpp"

#include <string>
#include <vector>

namespace wsus::lab {

/// Those with a natural cause first, and of them those whose first mode it is; else in the order of the library. The
/// first one is shown in full. Baselines show no failure. The pointers live as long as the library.
using ModeScenarios = std::vector<scenario::Scenario const*>;

[[nodiscard]] ModeScenarios scenarios_of(catalogue_of_modes::FailureMode const& mode,
                                         std::vector<scenario::Scenario> const& library);

/// What is wrong with library and table of left-out modes as a whole, one sentence each: a mode with neither a scenario
/// nor a reason, a mode with both.
[[nodiscard]] std::vector<std::string> gaps_in(std::vector<scenario::Scenario> const& library);

}  // namespace wsus::lab
