// Several scenarios on several threads.
#include "scenarios/runner/run_scenario.hpp"
#include "tests/unit/scenarios/runner/small_scenario.hpp"

#include <gmock/gmock.h>

#include <atomic>

namespace wsus::lab {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

std::vector<scenario::Scenario> three() {
  std::vector<scenario::Scenario> scenarios;
  for (auto const* file : {"baseline-a.yaml", "baseline-b.yaml", "baseline-c.yaml"})
    scenarios.push_back(test::small_scenario(test::small_baseline_text(), file));
  return scenarios;
}

TEST(RunScenarios, GivesOutcomesInOrderAndTellsEachOnce) {
  std::vector<std::string> told;
  std::atomic<int> telling = 0;
  auto const outcomes = run_scenarios(three(), {}, 3, [&](ScenarioOutcome const& outcome) {
    EXPECT_EQ(++telling, 1) << "from one thread at a time";
    told.push_back(outcome.name);
    --telling;
  });
  ASSERT_EQ(outcomes.size(), 3u);
  EXPECT_EQ(outcomes[0].name, "baseline-a");
  EXPECT_EQ(outcomes[1].name, "baseline-b");
  EXPECT_EQ(outcomes[2].name, "baseline-c");
  for (auto const& outcome : outcomes) EXPECT_TRUE(outcome.passed) << outcome.evidence;
  EXPECT_THAT(told, UnorderedElementsAre("baseline-a", "baseline-b", "baseline-c"));
}

TEST(RunScenarios, StopsBeforeTheNextScenario) {
  std::stop_source stop;
  std::vector<bool> interrupted;
  auto const outcomes = run_scenarios(three(), {.stop = stop.get_token()}, 1, [&](ScenarioOutcome const& outcome) {
    interrupted.push_back(outcome.interrupted);
    stop.request_stop();
  });
  EXPECT_THAT(interrupted, ElementsAre(false, true, true));
  EXPECT_TRUE(outcomes[0].passed);
}

TEST(RunScenarios, RunsNothingForNoScenarios) {
  EXPECT_TRUE(run_scenarios({}, {}, 0, [](ScenarioOutcome const&) { FAIL(); }).empty());
}

}  // namespace
}  // namespace wsus::lab
