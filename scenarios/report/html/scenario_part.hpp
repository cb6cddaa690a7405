// One scenario of a page: what it is about, its verdict, its fix as typed, what happened, its controls.
#pragma once

#include "scenarios/report/html/page_data.hpp"
#include "scenarios/runner/run_scenario.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace wsus::lab::html {

/// "held", "did not hold", "interrupted".
[[nodiscard]] std::string_view verdict_of(ScenarioOutcome const& outcome);
/// The same as a class of the style: "good", "bad", "cut".
[[nodiscard]] std::string_view verdict_class(ScenarioOutcome const& outcome);
/// The name; from the second run on with its number: "x (run 2)".
[[nodiscard]] std::string run_name(ScenarioOutcome const& outcome, unsigned run);

/// `number`: of the scenario in the page, from 1. Bodies go to the store.
[[nodiscard]] std::string scenario_part(ScenarioOutcome const& outcome, unsigned run, std::size_t number,
                                        TextStore& bodies);

}  // namespace wsus::lab::html
