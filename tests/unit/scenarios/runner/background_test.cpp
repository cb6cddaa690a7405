// What happened before a scenario: run once for equal worlds, and good in the next one.
#include "scenarios/runner/background.hpp"

#include "scenarios/runner/phase.hpp"
#include "scenarios/runner/run_scenario.hpp"
#include "tests/unit/scenarios/runner/small_scenario.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <thread>

namespace wsus::lab {
namespace {

using test::small_scenario;
using test::with;
using testing::HasSubstr;

constexpr std::string_view one_scan = R"(
  - {at: PC01, run: usoclient StartScan}
  - expect: {hresult: 0x00000000}
  - advance: 30 min
)";

/// A healthy baseline with a background; its verification is `verify`.
scenario::Scenario with_background(std::string_view background, std::string_view verify,
                                   std::string_view more_of_catalogue = {}) {
  auto text = with(test::small_baseline_text(), "maxInstalledPrerequisites: 11", "maxInstalledPrerequisites: 12");
  text = with(text, "revisions: 120", "revisions: 120" + std::string(more_of_catalogue));
  text = text.substr(0, text.find("verify:"));
  return small_scenario(text + "background:" + std::string(background) + "verify:" + std::string(verify),
                        "baseline-background.yaml");
}

std::string problems_of(ScenarioOutcome const& outcome) {
  std::string all;
  for (auto const& problem : outcome.problems) all += problem.text + "\n";
  return all;
}

TEST(Background, TheNextWorldGoesOnWhereItEnded) {
  // Warm, with the cookie of the background's server: neither GetCookie nor a refusal.
  auto const outcome = run_scenario(with_background(one_scan, R"(
  - {at: PC01, run: usoclient StartScan}
  - expect:
      hresult: 0x00000000
      calls: [SyncUpdates+, GetExtendedUpdateInfo*, ReportEventBatch]
      counters: {soap_faults: 0, operation.GetCookie: 0, operation.RegisterComputer: 0}
)"));
  EXPECT_TRUE(outcome.passed) << problems_of(outcome);
}

TEST(Background, WithoutOneTheSameScanIsCold) {
  auto const outcome = run_scenario(with_background("\n  - advance: 30 min\n", R"(
  - {at: PC01, run: usoclient StartScan}
  - expect: {hresult: 0x00000000, counters: {operation.GetCookie: 1, operation.RegisterComputer: 1}}
)"));
  EXPECT_TRUE(outcome.passed) << problems_of(outcome);
}

TEST(Background, LetsTheClockGoOn) {
  auto const outcome = run_scenario(with_background(R"(
  - {at: PC01, run: usoclient StartScan}
  - advance: 2 h
)",
                                                    R"(
  - {at: PC01, run: usoclient StartScan}
  - expect: {hresult: 0x00000000, counters: {operation.GetCookie: 1, operation.RegisterComputer: 0}}
)"));
  EXPECT_TRUE(outcome.passed) << problems_of(outcome);
}

TEST(Background, InjectedFaultsOfTheServerBeginAfterIt) {
  auto const verify = [](std::string_view seen) {
    return fmt::format("\n  - {{at: PC01, run: usoclient StartScan}}\n  - expect: {}\n", seen);
  };
  auto scenario = with_background(one_scan, verify("{hresult: 0x80244007, counters: {injected.soap_fault: 1}}"));
  auto const rule = "title: T\nserver: {faults: [{soap_fault: {error_code: InvalidParameters}, "
                    "when: {operation: SyncUpdates}}]}\nmachines: {PC01:}\nverify: [{expect: {hresult: 0x00000000}}]\n";
  scenario.world.server.faults = small_scenario(rule, "baseline-rule.yaml").world.server.faults;
  auto const outcome = run_scenario(scenario);
  EXPECT_TRUE(outcome.passed) << problems_of(outcome);
  auto const twin = run_scenario(with_background(one_scan, verify("{hresult: 0x00000000, counters: {injected: 0}}")));
  EXPECT_TRUE(twin.passed) << problems_of(twin);
}

TEST(Background, WhatTheServerKnowsOfItsComputersStays) {
  auto const outcome = run_scenario(with_background(one_scan, R"(
  - {at: wsus, run: "powershell -Command Get-WsusComputer", output: pc01.lab.example}
  - {at: PC01, run: usoclient StartScan}
  - expect: {hresult: 0x00000000}
)"));
  EXPECT_TRUE(outcome.passed) << problems_of(outcome);
}

TEST(Background, ACatalogueThatGrewHasItsSizeInTheNextWorld) {
  auto const scenario = with_background(R"(
  - {at: PC01, run: usoclient StartScan}
  - synchronise: 110 revisions
)",
                                        "\n  - expect: {counters: {requests: 0}}\n", ", published: 80");
  BackgroundShelf shelf;
  CatalogueShelf catalogues("s.yaml");
  auto const state = shelf.get(scenario.world, scenario.background, catalogues, {});
  EXPECT_EQ(state->published, 110);
  ASSERT_EQ(state->computers.size(), 1u);
  EXPECT_EQ(state->machines.size(), 1u);
  EXPECT_EQ(state->time, scenario.world.start);
}

TEST(Background, RunsOnceForEqualWorldsAndAgainForAnother) {
  auto scenario = with_background(one_scan, "\n  - expect: {counters: {requests: 0}}\n");
  BackgroundShelf shelf;
  CatalogueShelf catalogues("s.yaml");
  auto const get = [&] { return shelf.get(scenario.world, scenario.background, catalogues, {}); };
  auto const first = get();
  EXPECT_EQ(get(), first);
  for (auto& step : scenario.background) step.place.line += 7;
  EXPECT_EQ(get(), first) << "places do not count";
  auto const original = scenario.world;
  scenario.world.machines[0].seed = 77;
  auto const other = get();
  EXPECT_NE(other, first);
  EXPECT_NE(other->computers.at(0).client_id, first->computers.at(0).client_id);
  scenario.world = original;
  scenario.background.pop_back();
  EXPECT_NE(get(), first) << "other steps";
}

TEST(Background, IsSharedWithLargerLimitsUnlessItMetOne) {
  auto scenario = with_background(one_scan, "\n  - expect: {counters: {requests: 0}}\n");
  CatalogueShelf catalogues("s.yaml");
  BackgroundShelf shelf;
  auto const get = [&] { return shelf.get(scenario.world, scenario.background, catalogues, {}); };
  auto const first = get();
  EXPECT_FALSE(first->met_a_limit);
  scenario.world.server.max_installed_prerequisites = 13;
  EXPECT_EQ(get(), first);
  scenario.world.server.max_installed_prerequisites = 11;
  EXPECT_ANY_THROW(get()) << "smaller limits: a run of its own, which does not hold";

  scenario =
      with_background("\n  - {at: PC01, run: usoclient StartScan}\n", "\n  - expect: {counters: {requests: 0}}\n");
  scenario.world.server.max_installed_prerequisites = 11;
  auto const refused = get();
  EXPECT_TRUE(refused->met_a_limit);
  EXPECT_EQ(get(), refused) << "the same limits";
  scenario.world.server.max_installed_prerequisites = 12;
  EXPECT_NE(get(), refused);
  EXPECT_FALSE(get()->met_a_limit);
}

TEST(Background, OfACatalogueFileIsNotShared) {
  auto scenario = with_background("\n  - advance: 30 min\n", "\n  - expect: {counters: {requests: 0}}\n");
  scenario.world.server.catalogue = {.file = "no-such-catalogue.yaml"};
  BackgroundShelf shelf;
  CatalogueShelf here("here/s.yaml");
  CatalogueShelf there("there/s.yaml");
  auto const message = [&](CatalogueShelf& catalogues) -> std::string {
    try {
      (void)shelf.get(scenario.world, scenario.background, catalogues, {});
    } catch (std::exception const& error) {
      return error.what();
    }
    return "no error";
  };
  EXPECT_THAT(message(here), HasSubstr("here/no-such-catalogue.yaml"));
  EXPECT_THAT(message(there), HasSubstr("there/no-such-catalogue.yaml"));
}

TEST(Background, IsMadeByOneThreadWhileOthersWait) {
  auto const scenario = with_background(one_scan, "\n  - expect: {counters: {requests: 0}}\n");
  BackgroundShelf shelf;
  std::vector<std::shared_ptr<WorldState const>> states(4);
  {
    std::vector<std::jthread> threads;
    for (auto& state : states) {
      threads.emplace_back([&] {
        CatalogueShelf catalogues("s.yaml");
        state = shelf.get(scenario.world, scenario.background, catalogues, {});
      });
    }
  }
  for (auto const& state : states) EXPECT_EQ(state, states[0]);
  EXPECT_NE(states[0], nullptr);
}

TEST(Background, ThatDoesNotHoldIsTheProblemOfEveryRunThatNeedsIt) {
  auto const scenario = with_background("\n  - {at: PC01, run: usoclient StartScan}\n  - expect: {updates_found: 4}\n",
                                        "\n  - expect: {counters: {requests: 0}}\n");
  BackgroundShelf shelf;
  for (int run = 0; run < 2; ++run) {
    auto const outcome = run_scenario(scenario, {}, shelf);
    EXPECT_FALSE(outcome.passed);
    EXPECT_FALSE(outcome.verified);
    EXPECT_THAT(problems_of(outcome), HasSubstr("/background/1: PC01: expected 4 updates found, was 3"));
  }
}

TEST(Background, ThatIsStoppedInterruptsTheRun) {
  auto const scenario = with_background(one_scan, "\n  - expect: {counters: {requests: 0}}\n");
  std::stop_source stop;
  stop.request_stop();
  BackgroundShelf shelf;
  CatalogueShelf catalogues("s.yaml");
  EXPECT_THROW((void)shelf.get(scenario.world, scenario.background, catalogues, stop.get_token()), Interrupted);
}

TEST(Background, ComesBeforeEveryControlToo) {
  auto text = test::small_scenario_text();
  text = with(text, "reproduce:", "background:\n  - advance: 90 min\nreproduce:");
  text = with(text, "  - {at: PC01, run: usoclient StartScan}\n  - expect: {hresult: 0x80244007}\nfix:",
              "  - {at: PC01, run: usoclient StartScan}\n  - expect: {hresult: 0x80244007, client_log: ['17:30:00']}\n"
              "fix:");
  auto const outcome = run_scenario(small_scenario(text));
  EXPECT_TRUE(outcome.passed) << problems_of(outcome) << outcome.evidence;
}

TEST(Background, OfTwoWorldsThatDifferOnlyInTheirHostsIsRunForEach) {
  auto scenario = with_background(one_scan, "\n  - expect: {counters: {requests: 0}}\n");
  BackgroundShelf shelf;
  CatalogueShelf catalogues("s.yaml");
  auto const first = shelf.get(scenario.world, scenario.background, catalogues, {});
  scenario.world.hosts = {{.name = "proxy.lab.example"}};
  EXPECT_NE(shelf.get(scenario.world, scenario.background, catalogues, {}), first);
}

}  // namespace
}  // namespace wsus::lab
