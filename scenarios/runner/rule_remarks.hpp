// What is odd about the fault rules of a scenario: rules that can never happen, or hide each other.
#pragma once

#include "scenarios/model/scenario.hpp"

#include <string>
#include <vector>

namespace wsus::lab {

/// Sentences for the author, as in "s.yaml:7: rule 'b' never happens: 'a' (line 5) always comes first". Of every list
/// of rules, each once: of the server and of hosts, in the scenario's world, in those of its controls and of its
/// injected twin, and in steps that change hosts. None of them is a mistake: the scenario can be run. Pure.
[[nodiscard]] std::vector<std::string> rule_remarks(scenario::Scenario const& scenario);

}  // namespace wsus::lab
