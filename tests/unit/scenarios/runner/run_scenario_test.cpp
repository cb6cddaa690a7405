// Whole runs in small worlds: what is reported when a scenario holds, and when a part of it does not.
#include "scenarios/runner/run_scenario.hpp"

#include "tests/unit/scenarios/runner/small_scenario.hpp"

#include <gmock/gmock.h>

namespace wsus::lab {
namespace {

using test::small_scenario;
using test::small_scenario_text;
using test::with;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Optional;

std::vector<std::string> texts(std::vector<Problem> const& problems) {
  std::vector<std::string> all;
  for (auto const& problem : problems) all.push_back(problem.text);
  return all;
}

constexpr std::string_view verifying = "{hresult: 0x00000000, updates_found: 3}";

TEST(RunScenario, GoodScenarioHoldsAndTellsWhatHappened) {
  auto const outcome = run_scenario(small_scenario(small_scenario_text()));
  EXPECT_TRUE(outcome.passed) << outcome.evidence;
  EXPECT_THAT(texts(outcome.problems), IsEmpty());
  EXPECT_EQ(outcome.name, "small");
  EXPECT_EQ(outcome.title, "One prerequisite too many");
  EXPECT_THAT(outcome.modes, ElementsAre("FM01"));
  EXPECT_THAT(outcome.hresults, ElementsAre(0x80244007, 0x00000000));
  EXPECT_THAT(outcome.reproduced, Optional(true));
  EXPECT_THAT(outcome.fixed, Optional(true));
  EXPECT_TRUE(outcome.verified);
  EXPECT_EQ(outcome.evidence, "");
  EXPECT_FALSE(outcome.interrupted);
}

TEST(RunScenario, KeepsWhatEachPhaseDid) {
  auto const outcome = run_scenario(small_scenario(small_scenario_text()));
  ASSERT_EQ(outcome.reproduce.scans.size(), 1u);
  EXPECT_EQ(outcome.reproduce.scans[0].symbol, "WU_E_PT_SOAPCLIENT_SOAPFAULT");
  EXPECT_EQ(outcome.reproduce.commands, 1u);
  EXPECT_EQ(outcome.fix.commands, 5u);
  EXPECT_THAT(outcome.fix.scans, IsEmpty());
  ASSERT_EQ(outcome.verify.scans.size(), 1u);
  EXPECT_EQ(outcome.verify.scans[0].updates_found, 3u);
  EXPECT_GE(outcome.seconds, outcome.reproduce.seconds + outcome.verify.seconds);
}

TEST(RunScenario, WrongVerificationFailsTheRun) {
  auto const outcome = run_scenario(small_scenario(with(small_scenario_text(), verifying, "{updates_found: 4}")));
  EXPECT_FALSE(outcome.passed);
  EXPECT_THAT(outcome.reproduced, Optional(true));
  EXPECT_FALSE(outcome.verified);
  EXPECT_THAT(texts(outcome.problems), ElementsAre("small.yaml:21: /verify/1: PC01: expected 4 updates found, was 3"));
}

TEST(RunScenario, FailureThatDoesNotShowEndsTheRun) {
  auto const outcome =
      run_scenario(small_scenario(with(small_scenario_text(), "web_config: {maxInstalledPrerequisites: 11}",
                                       "web_config: {maxInstalledPrerequisites: 400}")));
  EXPECT_FALSE(outcome.passed);
  EXPECT_THAT(outcome.reproduced, Optional(false));
  EXPECT_THAT(outcome.fixed, Optional(false));
  EXPECT_FALSE(outcome.verified);
  EXPECT_EQ(outcome.fix.commands, 0u);
  ASSERT_EQ(outcome.problems.size(), 1u);
  EXPECT_THAT(outcome.problems[0].text, HasSubstr("expected 0x80244007 WU_E_PT_SOAPCLIENT_SOAPFAULT, was 0x00000000"));
}

TEST(RunScenario, UnknownCommandFailsTheRun) {
  auto const outcome =
      run_scenario(small_scenario(with(small_scenario_text(), "takeown /f web.config", "takeover /f web.config")));
  EXPECT_FALSE(outcome.passed);
  EXPECT_THAT(outcome.fixed, Optional(false));
  ASSERT_FALSE(outcome.problems.empty());
  EXPECT_THAT(outcome.problems[0].text,
              HasSubstr("small.yaml:15: /fix/1: `wsus> takeover /f web.config`: expected exit "
                        "code 0, was 9009: 'takeover' is not recognized"));
}

TEST(RunScenario, OutputThatLacksAFragmentFailsTheRun) {
  auto const outcome = run_scenario(small_scenario(with(small_scenario_text(), "run: takeown /f web.config",
                                                        "run: takeown /f web.config, output: [SUCCESS, nonsense]")));
  EXPECT_THAT(outcome.fixed, Optional(false));
  ASSERT_EQ(outcome.problems.size(), 1u);
  EXPECT_THAT(outcome.problems[0].text,
              HasSubstr("/fix/1: `wsus> takeown /f web.config`: the output lacks 'nonsense', was: SUCCESS: The file"));
}

TEST(RunScenario, BaselineHasNeitherReproductionNorFix) {
  auto const healthy =
      with(with(test::small_baseline_text(), "maxInstalledPrerequisites: 11", "maxInstalledPrerequisites: 12"),
           "0x80244007", "0x00000000");
  auto const outcome = run_scenario(small_scenario(healthy, "baseline-small.yaml"));
  EXPECT_TRUE(outcome.passed) << outcome.evidence;
  EXPECT_TRUE(outcome.is_baseline());
  EXPECT_EQ(outcome.reproduced, std::nullopt);
  EXPECT_EQ(outcome.fixed, std::nullopt);
  EXPECT_TRUE(outcome.verified);
}

TEST(RunScenario, EvidenceShowsPromptsWireAndBothLogs) {
  auto const outcome = run_scenario(small_scenario(with(
      small_scenario_text(), "  - expect: {hresult: 0x80244007}\nfix:", "  - expect: {hresult: 0x80244010}\nfix:")));
  auto const& evidence = outcome.evidence;
  EXPECT_THAT(evidence, HasSubstr("=== small: reproduce\n--- typed\nPC01> usoclient StartScan\n"));
  EXPECT_THAT(evidence, HasSubstr(" POST /ClientWebService/client.asmx -> 500 SyncUpdates InvalidParameters "
                                  "parameters.InstalledNonLeafUpdateIDs\n> <"));
  EXPECT_THAT(evidence, HasSubstr("--- log of the agent on PC01\n"));
  EXPECT_THAT(evidence, HasSubstr("80244007"));
  EXPECT_THAT(evidence, HasSubstr("--- SoftwareDistribution.log of the server\n"));
  EXPECT_THAT(evidence, HasSubstr("ThrowException: actor = http://wsus.lab.example:8530/ClientWebService/client.asmx"));
}

TEST(RunScenario, WorldThatCannotBeBuiltIsAProblemOfTheOutcome) {
  auto scenario = small_scenario(small_scenario_text());
  scenario.world.server.catalogue.file = "no-such-catalogue.yaml";
  auto const outcome = run_scenario(scenario);
  EXPECT_FALSE(outcome.passed);
  ASSERT_EQ(outcome.problems.size(), 1u);
  EXPECT_THAT(outcome.problems[0].text, HasSubstr("no-such-catalogue.yaml"));
}

TEST(RunScenario, StoppedRunIsInterruptedAndHasNotPassed) {
  std::stop_source stop;
  stop.request_stop();
  auto const outcome = run_scenario(small_scenario(small_scenario_text()), {.stop = stop.get_token()});
  EXPECT_TRUE(outcome.interrupted);
  EXPECT_FALSE(outcome.passed);
  EXPECT_THAT(texts(outcome.problems), ElementsAre("small.yaml: interrupted before its end"));
}

TEST(WorldProblems, FindCatalogueFilesThatAreNotThere) {
  auto scenario = small_scenario(small_scenario_text());
  EXPECT_THAT(world_problems(scenario), IsEmpty());
  scenario.controls[1].world.server.catalogue.file = "no-such-catalogue.yaml";
  EXPECT_THAT(world_problems(scenario), ElementsAre(HasSubstr("no-such-catalogue.yaml")));
}

}  // namespace
}  // namespace wsus::lab
