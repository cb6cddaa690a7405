// Sabotage: with fix and control swapped, a good scenario must fail, and fail because verification sees it.
#include "scenarios/runner/run_scenario.hpp"
#include "tests/unit/scenarios/runner/small_scenario.hpp"

#include <gmock/gmock.h>

namespace wsus::lab {
namespace {

using test::small_scenario;
using test::small_scenario_text;
using test::with;
using testing::Optional;

TEST(Sabotage, FailsTheGoodScenarioAtItsVerification) {
  auto const outcome = run_scenario(small_scenario(small_scenario_text()), {.sabotage = true});
  EXPECT_FALSE(outcome.passed);
  EXPECT_THAT(outcome.reproduced, Optional(true));
  EXPECT_THAT(outcome.fixed, Optional(true));
  EXPECT_EQ(outcome.fix.commands, 1u);
  EXPECT_FALSE(outcome.verified);
  EXPECT_FALSE(outcome.controls[0].held) << "the scenario's own fix cures";
  EXPECT_TRUE(outcome.controls[1].held) << "twins are not touched";
}

TEST(Sabotage, UsesTheWorldOfTheControlWhoseFixItTakes) {
  auto const elsewhere = with(small_scenario_text(), "  - name: a restart\n",
                              "  - name: a restart\n    server: {web_config: {maxInstalledPrerequisites: 50}}\n");
  auto const outcome = run_scenario(small_scenario(elsewhere), {.sabotage = true});
  EXPECT_THAT(outcome.reproduced, Optional(false)) << "50 are allowed there";
}

constexpr std::string_view cure = R"yaml(  - name: more room
    fix:
      - {at: wsus, run: 'cd %programfiles%\Update Services\WebServices\ClientWebService'}
      - {at: wsus, run: takeown /f web.config}
      - {at: wsus, run: "icacls web.config /grant administrator:(F)"}
      - {at: wsus, run: notepad.exe web.config /set maxInstalledPrerequisites=99}
    expect: {hresult: 0x80244007}
)yaml";

TEST(Sabotage, TriesTheFixOfEveryControl) {
  auto const text = small_scenario_text() + std::string(cure);
  auto const outcome = run_scenario(small_scenario(text), {.sabotage = true});
  EXPECT_TRUE(outcome.verified) << "the last control cures";
  EXPECT_EQ(outcome.fix.commands, 4u);
  EXPECT_EQ(outcome.controls.size(), 3u);
}

TEST(Sabotage, TellsOfTheControlThatNeverCameToItsVerification) {
  auto const broken = small_scenario_text() + R"yaml(  - name: no such command
    fix:
      - {at: wsus, run: frobnicate}
    expect: {hresult: 0x80244007}
)yaml";
  auto const outcome = run_scenario(small_scenario(broken), {.sabotage = true});
  EXPECT_THAT(outcome.fixed, Optional(false));
  EXPECT_FALSE(outcome.verified);
}

TEST(Sabotage, LeavesBaselinesAlone) {
  auto const healthy =
      with(with(test::small_baseline_text(), "maxInstalledPrerequisites: 11", "maxInstalledPrerequisites: 12"),
           "0x80244007", "0x00000000");
  EXPECT_TRUE(run_scenario(small_scenario(healthy, "baseline-small.yaml"), {.sabotage = true}).passed);
}

TEST(Sabotage, PassesAScenarioThatTookTheControlForTheFix) {
  auto text = with(small_scenario_text(), test::small_fix_text(), "\n  - {at: wsus, run: iisreset}\n");
  text = with(text, "      - {at: wsus, run: iisreset}\n",
              R"yaml(      - {at: wsus, run: 'cd %programfiles%\Update Services\WebServices\ClientWebService'}
      - {at: wsus, run: takeown /f web.config}
      - {at: wsus, run: "icacls web.config /grant administrator:(F)"}
      - {at: wsus, run: notepad.exe web.config /set maxInstalledPrerequisites=12}
)yaml");
  EXPECT_FALSE(run_scenario(small_scenario(text)).passed);
  EXPECT_TRUE(run_scenario(small_scenario(text), {.sabotage = true}).passed);
}

}  // namespace
}  // namespace wsus::lab
