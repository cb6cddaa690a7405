// Scenarios by mode: see mode_scenarios.hpp.
#include "scenarios/pages/mode_scenarios.hpp"

#include "scenarios/knowledge/keys.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wsus::lab {

using catalogue_of_modes::FailureMode;

ModeScenarios scenarios_of(FailureMode const& mode, std::vector<scenario::Scenario> const& library) {
  ModeScenarios found;
  for (auto const& scenario : library) {
    if (std::ranges::find(scenario.modes, mode.id) != scenario.modes.end()) found.push_back(&scenario);
  }
  // Baselines have no modes. The last criterion to sort by is the first to look at.
  std::stable_partition(found.begin(), found.end(),
                        [&](auto const* scenario) { return scenario->modes.front() == mode.id; });
  std::stable_partition(found.begin(), found.end(), [](auto const* scenario) { return !is_injected(*scenario); });
  return found;
}

std::vector<std::string> gaps_in(std::vector<scenario::Scenario> const& library) {
  std::vector<std::string> gaps;
  for (auto const& mode : catalogue_of_modes::failure_modes()) {
    bool const shown = !scenarios_of(mode, library).empty();
    bool const left_out = catalogue_of_modes::find_left_out(mode.id) != nullptr;
    if (!shown && !left_out)
      gaps.push_back(fmt::format("{} has neither a scenario nor a row in scenarios/catalogue/left_out.tsv", mode.id));
    if (shown && left_out)
      gaps.push_back(fmt::format("{} has a scenario; its row in scenarios/catalogue/left_out.tsv goes", mode.id));
  }
  return gaps;
}

}  // namespace wsus::lab
