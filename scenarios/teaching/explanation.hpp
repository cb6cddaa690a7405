// What the tables know of a code, a failure mode or a scenario, in words for a learner.
#pragma once

#include "client_sim/agent/hresult.hpp"
#include "scenarios/catalogue/failure_modes.hpp"
#include "scenarios/model/scenario.hpp"
#include "scenarios/teaching/page.hpp"

#include <string>
#include <vector>

namespace wsus::lab {

/// Meaning, what raises it in the simulated agent, where to look. A code that no table has: what its bits say.
[[nodiscard]] std::string explained_code(agent::Hresult code, Page const& page);

/// Row of the catalogue: layer, what provokes it, what fixes it, how sure that is.
[[nodiscard]] std::string explained_mode(catalogue_of_modes::FailureMode const& mode, Page const& page);

/// The codes, each once; then the failure modes of the scenario.
[[nodiscard]] std::string explained(std::vector<agent::Hresult> codes, scenario::Scenario const& scenario,
                                    Page const& page);

/// Rows of the catalogue that the scenario shows, in its order.
[[nodiscard]] std::vector<catalogue_of_modes::FailureMode const*> modes_of(scenario::Scenario const& scenario);

/// The other fixes that were tried and do not cure; nothing for a baseline.
[[nodiscard]] std::string tried_in_vain(scenario::Scenario const& scenario, Page const& page);

}  // namespace wsus::lab
