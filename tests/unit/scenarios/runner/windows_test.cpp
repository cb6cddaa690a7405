// Windows of observation: what an expectation sees, and what it does not see any more.
#include "scenarios/runner/run_scenario.hpp"
#include "tests/unit/scenarios/runner/small_scenario.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace wsus::lab {
namespace {

using test::small_scenario;

/// A healthy world whose verification is `steps`.
ScenarioOutcome run_steps(std::string_view steps, std::string_view machines = "  PC01: {profile: w10}\n") {
  auto text = test::with(test::small_baseline_text(), "maxInstalledPrerequisites: 11", "maxInstalledPrerequisites: 12");
  text = test::with(text, "  PC01: {profile: w10}\n", machines);
  text = text.substr(0, text.find("verify:")) + "verify:" + std::string(steps);
  return run_scenario(small_scenario(text, "baseline-windows.yaml"));
}

std::string problems_of(ScenarioOutcome const& outcome) {
  std::string all;
  for (auto const& problem : outcome.problems) all += problem.text + "\n";
  return all;
}

TEST(Windows, CountersAreThoseSinceTheLastExpectation) {
  auto const outcome = run_steps(R"(
  - {at: PC01, run: usoclient StartScan}
  - expect: {counters: {operation.GetConfig: 1, operation.GetCookie: 1}}
  - {at: PC01, run: usoclient StartScan}
  - expect: {counters: {operation.GetConfig: 0, operation.GetCookie: 0}, calls: [SyncUpdates+, GetExtendedUpdateInfo*, ReportEventBatch*]}
)");
  EXPECT_TRUE(outcome.passed) << problems_of(outcome);
}

TEST(Windows, ScansBeforeTheLastExpectationAreNotSeenAgain) {
  auto const outcome = run_steps(R"(
  - {at: PC01, run: usoclient StartScan}
  - expect: {hresult: 0x00000000}
  - expect: {hresult: 0x00000000}
)");
  EXPECT_EQ(problems_of(outcome), "baseline-windows.yaml:12: /verify/2: PC01: there was no scan to look at\n");
}

TEST(Windows, LogsOfAnEarlierPhaseAreNotSeen) {
  auto const text = test::with(test::small_scenario_text(), "{hresult: 0x00000000, updates_found: 3}",
                               "{no_client_log: [80244007], updates_found: 3}");
  auto const outcome = run_scenario(small_scenario(text));
  EXPECT_TRUE(outcome.passed) << problems_of(outcome);
}

TEST(Windows, EveryMachineHasItsOwn) {
  auto const outcome = run_steps(R"(
  - {at: PC01, run: usoclient StartScan}
  - {at: PC02, run: usoclient StartScan}
  - expect: {machine: PC01, hresult: 0x00000000, client_log: [PC01], iis_log: [POST]}
  - expect: {machine: PC02, hresult: 0x00000000, no_client_log: [PC01], iis_log: [POST]}
)",
                                 "  PC01: {profile: w10, target_group: PC01}\n  PC02: {seed: 2, target_group: PC02}\n");
  EXPECT_TRUE(outcome.passed) << problems_of(outcome);
}

TEST(Windows, SnapshotBringsTheMachineBackAndItsLog) {
  auto const outcome = run_steps(R"(
  - snapshot: PC01 as fresh
  - {at: PC01, run: usoclient StartScan}
  - expect: {calls: [GetConfig, GetAuthorizationCookie, GetCookie, RegisterComputer, SyncUpdates+, GetExtendedUpdateInfo*, ReportEventBatch*]}
  - restore: PC01 from fresh
  - {at: PC01, run: usoclient StartScan}
  - expect: {calls: [GetConfig, GetAuthorizationCookie, GetCookie, RegisterComputer, SyncUpdates+, GetExtendedUpdateInfo*, ReportEventBatch*], client_log: ["3 updates"]}
)");
  EXPECT_TRUE(outcome.passed) << problems_of(outcome);
}

TEST(Windows, SnapshotBringsTheLogsOfConfigurationManagerBackToo) {
  constexpr auto* scan = R"(
  - {at: PC01, run: 'wmic /namespace:\\root\ccm path sms_client CALL TriggerSchedule "{00000000-0000-0000-0000-000000000113}"'}
  - expect: {hresult: 0x00000000, wua_handler_log: [Successfully completed scan.], scan_agent_log: [CScanJob]})";
  auto const outcome =
      run_steps(fmt::format("\n  - snapshot: PC01 as fresh{}\n  - restore: PC01 from fresh{}\n", scan, scan),
                "  PC01: {profile: w10, caller: configmgr}\n");
  EXPECT_TRUE(outcome.passed) << problems_of(outcome);
}

TEST(Windows, AdvancedClockLetsTheCookieExpire) {
  auto const outcome = run_steps(R"(
  - {at: PC01, run: usoclient StartScan}
  - advance: 2 h
  - expect: {hresult: 0x00000000}
  - {at: PC01, run: usoclient StartScan}
  - expect: {counters: {operation.GetCookie: 1}}
)");
  EXPECT_TRUE(outcome.passed) << problems_of(outcome);
}

TEST(Windows, PlainPromptIsNotElevated) {
  auto const outcome = run_steps(R"(
  - {at: wsus, prompt: plain, run: 'takeown /f "C:\Program Files\Update Services\WebServices\ClientWebService\web.config"', exit_code: 1}
  - {at: PC01, run: usoclient StartScan}
  - expect: {hresult: 0x00000000}
)");
  EXPECT_TRUE(outcome.passed) << problems_of(outcome);
}

}  // namespace
}  // namespace wsus::lab
