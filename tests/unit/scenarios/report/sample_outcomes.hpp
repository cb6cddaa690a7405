// Outcomes for reports: one that held, one that did not, a baseline, an interrupted one.
#pragma once

#include "scenarios/runner/run_scenario.hpp"

namespace wsus::test {

/// A fix of two commands, a wait and an expectation.
[[nodiscard]] std::vector<scenario::Step> fix_steps();
[[nodiscard]] lab::ScenarioOutcome good_outcome();
[[nodiscard]] lab::ScenarioOutcome bad_outcome();
[[nodiscard]] lab::ScenarioOutcome baseline_outcome();
[[nodiscard]] lab::ScenarioOutcome interrupted_outcome();

}  // namespace wsus::test
