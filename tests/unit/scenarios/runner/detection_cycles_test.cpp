// Detection cycles as a step: the world's clock moves to each of them, and a background may have had some.
#include "scenarios/runner/run_scenario.hpp"
#include "scenarios/runner/world.hpp"
#include "tests/unit/scenarios/runner/small_scenario.hpp"

#include <gmock/gmock.h>

namespace wsus::lab {
namespace {

using test::small_scenario;
using testing::SizeIs;

/// A healthy baseline with these steps.
std::string healthy(std::string_view steps) {
  auto text = test::with(test::small_baseline_text(), "maxInstalledPrerequisites: 11", "maxInstalledPrerequisites: 12");
  return text.substr(0, text.find("verify:")) + std::string(steps);
}

ScenarioOutcome outcome_of(std::string_view steps) {
  return run_scenario(small_scenario(healthy(steps), "baseline-cycles.yaml"));
}

std::string problems_of(ScenarioOutcome const& outcome) {
  std::string all;
  for (auto const& problem : outcome.problems) all += problem.text + "\n";
  return all;
}

TEST(DetectionCyclesOfAWorld, MoveItsClockAndScan) {
  using std::chrono::hours;
  auto const scenario = small_scenario(healthy("verify: [expect: {hresult: 0x00000000}]\n"), "baseline-cycles.yaml");
  CatalogueShelf catalogues("s.yaml");
  LabWorld world(scenario.world, catalogues);
  auto const cycles = world.run_detection_cycles("PC01", 3);
  ASSERT_THAT(cycles, SizeIs(3));
  EXPECT_THAT(world.scans("PC01"), SizeIs(3));
  EXPECT_EQ(cycles[0].begin, scenario.world.start) << "the first one is due at once";
  for (std::size_t i = 1; i < cycles.size(); ++i) {
    EXPECT_EQ(cycles[i].begin, cycles[i - 1].next);
    EXPECT_GE(cycles[i].begin - cycles[i - 1].begin, std::chrono::minutes(1'056)) << "22 hours minus a fifth";
    EXPECT_LE(cycles[i].begin - cycles[i - 1].begin, hours(22));
  }
  EXPECT_EQ(world.state().time, cycles.back().begin) << "nothing is waited for after the last one";
}

TEST(DetectionCyclesOfAWorld, AreSeenByExpectations) {
  auto const outcome = outcome_of(R"(verify:
  - detection_cycles: 3 of PC01
  - expect: {hresult: 0x00000000, updates_found: 3, counters: {operation.GetCookie: 3, operation.RegisterComputer: 1}}
)");
  EXPECT_TRUE(outcome.passed) << problems_of(outcome);
}

TEST(DetectionCyclesOfAWorld, GoOnWhereABackgroundHasEnded) {
  // The cookie of an hour is over after a cycle: were the second one not waited for, there would be no GetCookie.
  auto const outcome = outcome_of(R"(background:
  - detection_cycles: 1 of PC01
verify:
  - detection_cycles: 1 of PC01
  - expect: {hresult: 0x00000000, counters: {operation.GetCookie: 1, operation.RegisterComputer: 0}}
)");
  EXPECT_TRUE(outcome.passed) << problems_of(outcome);
}

TEST(DetectionCyclesOfAWorld, AreNoneWithoutTheStep) {
  auto const outcome = outcome_of(R"(verify:
  - advance: 2 d
  - expect: {counters: {requests: 0}}
)");
  EXPECT_TRUE(outcome.passed) << problems_of(outcome);
}

}  // namespace
}  // namespace wsus::lab
