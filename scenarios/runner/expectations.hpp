// Checks of one expectation, each in a small function of its own.
#pragma once

#include "scenarios/model/scenario.hpp"
#include "scenarios/runner/observation.hpp"
#include "scenarios/runner/run_scenario.hpp"

#include <vector>

namespace wsus::lab {

/// One problem for each thing that was set and differs; empty when the expectation holds.
[[nodiscard]] std::vector<Problem> check(scenario::Expectation const& expected, scenario::Place const& place,
                                         Observation const& seen);

}  // namespace wsus::lab
