// Outcomes for reports: one that held, one that did not, a baseline, an interrupted one.
#pragma once

#include "scenarios/runner/run_scenario.hpp"

namespace wsus::test {

[[nodiscard]] lab::ScenarioOutcome good_outcome();
[[nodiscard]] lab::ScenarioOutcome bad_outcome();
[[nodiscard]] lab::ScenarioOutcome baseline_outcome();
[[nodiscard]] lab::ScenarioOutcome interrupted_outcome();

}  // namespace wsus::test
