// What the page of a failure mode says about one scenario.
#pragma once

#include "scenarios/model/scenario.hpp"

#include <filesystem>
#include <string>

namespace wsus::lab {

/// Where a page finds the file of a scenario: a link from docs/failure-modes when the file lies in the shipped library
/// (`library`, which is scenarios/library), else the name alone.
[[nodiscard]] std::string link_to(scenario::Scenario const& scenario, std::filesystem::path const& library);

/// Cause, what breaks the world as typed, fix as typed, how it is verified, controls, twins, the same symptom injected.
/// `level` of its headings: 3 is "###". `text`: the scenario's file.
[[nodiscard]] std::string scenario_part(scenario::Scenario const& scenario, std::string const& text, unsigned level);

}  // namespace wsus::lab
