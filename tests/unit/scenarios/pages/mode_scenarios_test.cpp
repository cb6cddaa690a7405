// Which scenarios show a mode, and modes that nobody shows.
#include "scenarios/pages/mode_scenarios.hpp"

#include "tests/unit/scenarios/runner/small_scenario.hpp"

#include <gmock/gmock.h>

namespace wsus::lab {
namespace {

using test::small_scenario;
using test::small_scenario_text;
using test::with;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Not;

std::vector<std::string> names_of(ModeScenarios const& scenarios) {
  std::vector<std::string> names;
  for (auto const* scenario : scenarios) names.push_back(scenario->name);
  return names;
}

TEST(ModeScenarios, ComeInTheOrderOfNaturalCauseAndFirstMode) {
  auto const injected = with(small_scenario_text(), "machines:\n",
                             "  faults: [{soap_fault: {error_code: InvalidParameters}}]\nmachines:\n");
  std::vector<scenario::Scenario> library;
  library.push_back(small_scenario(injected, "injected.yaml"));
  library.push_back(small_scenario(with(small_scenario_text(), "[FM01]", "[FM80, FM01]"), "second.yaml"));
  library.push_back(small_scenario(small_scenario_text(), "first.yaml"));
  library.push_back(small_scenario(with(small_scenario_text(), "FM01", "FM02"), "other.yaml"));
  library.push_back(small_scenario(test::small_baseline_text(), "baseline-x.yaml"));
  EXPECT_THAT(names_of(scenarios_of(*catalogue_of_modes::find_mode("FM01"), library)),
              ElementsAre("first", "second", "injected"));
  EXPECT_TRUE(scenarios_of(*catalogue_of_modes::find_mode("FM75"), library).empty());
}

TEST(ModeScenarios, GapsAreModesWithoutScenarioAndReasonAndThoseWithBoth) {
  auto const nobody = gaps_in({});
  EXPECT_THAT(nobody, Contains("FM01 has neither a scenario nor a row in scenarios/catalogue/left_out.tsv"));
  auto const text = with(small_scenario_text(), "[FM01]", "[FM01, FM75]");
  auto const some = gaps_in({small_scenario(text)});
  EXPECT_THAT(some, AllOf(Contains("FM75 has a scenario; its row in scenarios/catalogue/left_out.tsv goes"),
                          Not(Contains("FM01 has neither a scenario nor a row in scenarios/catalogue/left_out.tsv"))));
}

}  // namespace
}  // namespace wsus::lab
