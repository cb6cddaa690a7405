// The keys that a scenario is found by.
#include "scenarios/knowledge/keys.hpp"

#include "tests/unit/scenarios/runner/small_scenario.hpp"

#include <gmock/gmock.h>

namespace wsus::lab {
namespace {

using test::small_baseline_text;
using test::small_scenario;
using test::small_scenario_text;
using test::with;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

TEST(ScenarioKeys, CodesAreThoseThatTheReproducingStepsExpect) {
  auto const scenario = small_scenario(with(small_scenario_text(), "- expect: {hresult: 0x80244007}\nfix:",
                                            "- expect: {hresult: 0x80244007, chain: [0x803D0013, 0x80244007]}\nfix:"));
  EXPECT_THAT(codes_of(scenario), ElementsAre(0x80244007U, 0x803D0013U));
  EXPECT_TRUE(shows(scenario, 0x803D0013));
  EXPECT_FALSE(shows(scenario, 0));  // verify ends well: that is not what it shows
}

TEST(ScenarioKeys, CodesOfABaselineAreThoseItsScansEndWith) {
  auto const healthy = with(small_baseline_text(), "0x80244007", "0x00000000");
  EXPECT_THAT(codes_of(small_scenario(small_baseline_text(), "baseline-x.yaml")), ElementsAre(0x80244007U));
  EXPECT_THAT(codes_of(small_scenario(healthy, "baseline-x.yaml")), IsEmpty());
}

TEST(ScenarioKeys, TagsSayWhereItLiesWhatItIsAndWhoseTroubleItIs) {
  auto const scenario = small_scenario(small_scenario_text(), "library/Seeds/small.yaml");
  EXPECT_THAT(tags_of(scenario), ElementsAre("seeds", "natural", "soap", "wsus-app", "real-client", "w10"));
  EXPECT_FALSE(is_injected(scenario));
}

TEST(ScenarioKeys, AnInjectedFailureHasAnotherTag) {
  auto const text = with(small_scenario_text(), "machines:\n",
                         "  faults: [{soap_fault: {error_code: InvalidParameters}}]\nmachines:\n");
  auto const scenario = small_scenario(text);
  EXPECT_TRUE(is_injected(scenario));
  EXPECT_THAT(tags_of(scenario), Contains("injected"));
  EXPECT_THAT(tags_of(scenario), Not(Contains("natural")));
}

TEST(ScenarioKeys, ABaselineIsNeitherNaturalNorInjected) {
  auto const tags = tags_of(small_scenario(small_baseline_text(), "baseline-x.yaml"));
  EXPECT_THAT(tags, Contains("baseline"));
  EXPECT_THAT(tags, Not(Contains("natural")));
}

TEST(ScenarioKeys, OwnTagsAndTheCallerAreTagsToo) {
  auto const text = with(small_scenario_text(), "PC01: {profile: w10}", "PC01: {profile: w10, caller: configmgr}");
  auto const tags = tags_of(small_scenario(text + "tags: [slow]\nassumed: The end.\n"));
  EXPECT_THAT(tags, Contains("slow"));
  EXPECT_THAT(tags, Contains("configmgr"));
  EXPECT_THAT(tags, Contains("assumed"));
}

TEST(ScenarioKeys, ModesAreAsWritten) {
  EXPECT_THAT(keys_of(small_scenario(small_scenario_text())).modes, ElementsAre("FM01"));
}

}  // namespace
}  // namespace wsus::lab
