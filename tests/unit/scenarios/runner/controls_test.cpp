// Controls: other fixes that must not cure, twins that must not fail.
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

constexpr std::string_view restart = "      - {at: wsus, run: iisreset}\n";

std::string problems_of(ControlOutcome const& control) {
  std::string all;
  for (auto const& problem : control.problems) all += problem.text + "\n";
  return all;
}

TEST(Controls, HoldWhenTheyDoNotCureAndTwinsDoNotFail) {
  auto const outcome = run_scenario(small_scenario(small_scenario_text()));
  ASSERT_EQ(outcome.controls.size(), 2u);
  EXPECT_EQ(outcome.controls[0].name, "a restart");
  EXPECT_TRUE(outcome.controls[0].held) << problems_of(outcome.controls[0]);
  EXPECT_EQ(outcome.controls[0].kind, ControlOutcome::Kind::fix);
  EXPECT_EQ(outcome.controls[1].name, "room for twelve");
  EXPECT_TRUE(outcome.controls[1].held) << problems_of(outcome.controls[1]);
  EXPECT_EQ(outcome.controls[1].kind, ControlOutcome::Kind::twin);
}

TEST(Controls, OneThatCuresIsReportedAsNotHeld) {
  auto const cure =
      with(small_scenario_text(), restart,
           R"yaml(      - {at: wsus, run: 'cd %programfiles%\Update Services\WebServices\ClientWebService'}
      - {at: wsus, run: takeown /f web.config}
      - {at: wsus, run: "icacls web.config /grant administrator:(F)"}
      - {at: wsus, run: notepad.exe web.config /set maxInstalledPrerequisites=99}
)yaml");
  auto const outcome = run_scenario(small_scenario(cure));
  EXPECT_FALSE(outcome.passed);
  EXPECT_TRUE(outcome.verified);
  EXPECT_FALSE(outcome.controls[0].held);
  EXPECT_THAT(problems_of(outcome.controls[0]),
              HasSubstr("small.yaml:23: /controls/0: verification holds after this fix too"));
  EXPECT_TRUE(outcome.controls[1].held);
  EXPECT_THAT(outcome.evidence, HasSubstr("=== control 'a restart': verify\n"));
  EXPECT_THAT(outcome.evidence, HasSubstr("wsus> notepad.exe web.config /set maxInstalledPrerequisites=99\n"));
}

TEST(Controls, OneThatFailsInAnotherWayThanExpectedIsNotHeld) {
  auto const other = with(small_scenario_text(), "{at: wsus, run: iisreset}\n    expect: {hresult: 0x80244007}",
                          "{at: wsus, run: iisreset}\n    expect: {hresult: 0x80244010}");
  auto const outcome = run_scenario(small_scenario(other));
  EXPECT_FALSE(outcome.passed);
  EXPECT_FALSE(outcome.controls[0].held);
  EXPECT_THAT(problems_of(outcome.controls[0]), HasSubstr("expected 0x80244010"));
}

TEST(Controls, OneWithACommandThatFailsIsNotHeld) {
  auto const outcome =
      run_scenario(small_scenario(with(small_scenario_text(), restart, "      - {at: wsus, run: frobnicate}\n")));
  EXPECT_FALSE(outcome.passed);
  EXPECT_FALSE(outcome.controls[0].held);
  EXPECT_THAT(problems_of(outcome.controls[0]), HasSubstr("expected exit code 0, was 9009"));
}

TEST(Controls, OneWhoseWorldDoesNotFailIsNotHeld) {
  auto const outcome = run_scenario(
      small_scenario(with(small_scenario_text(), "  - name: a restart\n",
                          "  - name: a restart\n    server: {web_config: {maxInstalledPrerequisites: 50}}\n")));
  EXPECT_FALSE(outcome.controls[0].held);
  EXPECT_THAT(problems_of(outcome.controls[0]), HasSubstr("/reproduce/1"));
}

TEST(Controls, TwinThatFailsTooIsNotHeld) {
  auto const outcome = run_scenario(
      small_scenario(with(small_scenario_text(), "    server: {web_config: {maxInstalledPrerequisites: 12}}\n",
                          "    server: {web_config: {maxInstalledPrerequisites: 10}}\n")));
  EXPECT_FALSE(outcome.passed);
  EXPECT_TRUE(outcome.controls[0].held);
  EXPECT_FALSE(outcome.controls[1].held);
  EXPECT_THAT(problems_of(outcome.controls[1]), HasSubstr("the same is seen in this world too"));
  EXPECT_THAT(problems_of(outcome.controls[1]), HasSubstr("expected 0x00000000 S_OK, was 0x80244007"));
}

// usoclient is a command of Windows 10: on w8 nothing scans, so nothing of the failure is seen either.
TEST(Controls, TwinWhoseCommandFailsIsNotHeld) {
  auto const silent = with(small_scenario_text(), "    expect: {hresult: 0x00000000}\n",
                           "    machines: {PC01: {profile: w8}}\n    expect: {counters: {requests: 0}}\n");
  auto const outcome = run_scenario(small_scenario(silent));
  EXPECT_FALSE(outcome.passed);
  EXPECT_TRUE(outcome.controls[0].held) << problems_of(outcome.controls[0]);
  EXPECT_FALSE(outcome.controls[1].held);
  EXPECT_THAT(problems_of(outcome.controls[1]),
              HasSubstr("/reproduce/0: `PC01> usoclient StartScan`: expected exit code 0, was 9009"));
}

TEST(Controls, OneWhoseVerificationDiffersInACommandAloneIsNotHeld) {
  auto text = with(small_scenario_text(), "  - expect: {hresult: 0x00000000, updates_found: 3}\n",
                   "  - expect: {hresult: 0x80244007}\n  - {at: wsus, run: frobnicate}\n");
  auto const outcome = run_scenario(small_scenario(text));
  EXPECT_FALSE(outcome.passed);
  EXPECT_FALSE(outcome.controls[0].held);
  EXPECT_THAT(problems_of(outcome.controls[0]), HasSubstr("verification holds after this fix too"));
}

TEST(Controls, DoNotAddToTheHresultsOfTheMainRun) {
  EXPECT_THAT(run_scenario(small_scenario(small_scenario_text())).hresults, ElementsAre(0x80244007, 0x00000000));
}

/// `text`: what stands under `injected:`.
ScenarioOutcome with_injected(std::string_view text) {
  return run_scenario(small_scenario(small_scenario_text() + "injected:\n" + std::string(text)));
}

constexpr std::string_view refused_sync =
    "  faults: [{soap_fault: {error_code: InvalidParameters}, when: {operation: SyncUpdates}}]\n";
constexpr std::string_view put_right = "  server: {web_config: {maxInstalledPrerequisites: 12}}\n";

TEST(InjectedTwin, ShowsTheFailureInAWorldThatIsPutRight) {
  auto const outcome = with_injected(std::string(refused_sync) + std::string(put_right));
  ASSERT_EQ(outcome.controls.size(), 3u);
  EXPECT_EQ(outcome.controls[2].kind, ControlOutcome::Kind::injected);
  EXPECT_TRUE(outcome.controls[2].held) << problems_of(outcome.controls[2]);
  EXPECT_TRUE(outcome.passed);
}

TEST(InjectedTwin, WhoseRulesNeverHappenIsNotHeld) {
  std::string const never =
      "  faults: [{soap_fault: {error_code: InvalidParameters}, when: {operation: SyncPrinterCatalog}}]\n";
  auto const broken = with_injected(never);  // the failure is there, of itself
  EXPECT_FALSE(broken.passed);
  EXPECT_THAT(problems_of(broken.controls[2]), HasSubstr("/injected: no rule has happened"));
  EXPECT_FALSE(with_injected(never + std::string(put_right)).controls[2].held);
}

TEST(InjectedTwin, WhoseSymptomIsAnotherOneIsNotHeld) {
  std::string const other = "  faults: [{http_status: {status: 503}}]\n" + std::string(put_right);
  auto const outcome = with_injected(other);
  EXPECT_FALSE(outcome.controls[2].held);
  EXPECT_THAT(problems_of(outcome.controls[2]), HasSubstr("expected 0x80244007"));
  EXPECT_TRUE(with_injected(other + "  expect: {hresult: 0x80244022}\n").controls[2].held);
}

}  // namespace
}  // namespace wsus::lab
