// Worlds with a network: names, hosts and redirects between the machines and the server; the lists that were sent.
#include "scenarios/runner/run_scenario.hpp"
#include "scenarios/runner/world.hpp"
#include "tests/unit/scenarios/runner/small_scenario.hpp"

#include <gmock/gmock.h>

namespace wsus::lab {
namespace {

using test::small_scenario;

constexpr std::string_view scan_and_see = "  - {at: PC01, run: wuauclt /detectnow}\n  - expect: ";
constexpr std::string_view loops =
    "{hresult: 0x80244007, chain: [0x80072F7C, 0x80244007], no_client_log: [Soap fault, contained a fault]}\n";
constexpr std::string_view cured = "{hresult: 0x00000000, updates_found: 3}\n";

/// A healthy world with more keys of the server, with hosts and with a machine of these keys; its verification is
/// `verify`.
ScenarioOutcome run_world(std::string_view server, std::string_view hosts, std::string_view machine,
                          std::string const& verify) {
  auto text = test::with(test::small_baseline_text(), "maxInstalledPrerequisites: 11}",
                         "maxInstalledPrerequisites: 12}\n" + std::string(server));
  text = test::with(text, "machines:\n", std::string(hosts) + "machines:\n");
  text = test::with(text, "{profile: w10}", "{profile: w8, " + std::string(machine) + "}");
  return run_scenario(small_scenario(text.substr(0, text.find("verify:")) + "verify:\n" + verify, "baseline-net.yaml"));
}

std::string problems_of(ScenarioOutcome const& outcome) {
  std::string all;
  for (auto const& problem : outcome.problems) all += problem.text + "\n";
  return all;
}

std::string seen(std::string_view expectation) { return std::string(scan_and_see) + std::string(expectation); }

TEST(NetworkWorld, WithoutAnythingScansByTheServersName) {
  auto const outcome = run_world("", "", "seed: 1", seen(cured));
  EXPECT_TRUE(outcome.passed) << problems_of(outcome);
}

TEST(NetworkWorld, AStaleCacheLeadsToTheOldServerUntilItIsFlushed) {
  auto const outcome = run_world("", "hosts: {old.lab.example: {answer: redirect, to: itself}}\n",
                                 "dns_cache: {wsus.lab.example: old.lab.example}",
                                 seen(loops) + "  - {at: PC01, run: ipconfig /flushdns}\n" + seen(cured));
  EXPECT_TRUE(outcome.passed) << problems_of(outcome);
}

TEST(NetworkWorld, SettingsOfTheAgentAreThoseOfItsMachine) {
  auto const outcome = run_world("", "hosts: {old.lab.example: {answer: redirect, to: itself}}\n",
                                 "dns_cache: {wsus.lab.example: old.lab.example}, "
                                 "agent: {redirect_loop_hresult: 0x80072F7C, redirect_limit: 1}",
                                 seen("{hresult: 0x80072F7C, chain: [0x80072F7C]}\n"));
  EXPECT_TRUE(outcome.passed) << problems_of(outcome);
}

TEST(NetworkWorld, AStaleCacheEndsWithItsTtl) {
  auto const outcome = run_world("", "hosts: {old.lab.example: {answer: nothing}}\n",
                                 "dns_cache: {wsus.lab.example: {host: old.lab.example, ttl: 1 h}}",
                                 seen("{hresult: 0x80072EFD}\n") + "  - advance: 1 h\n" + seen(cured));
  EXPECT_TRUE(outcome.passed) << problems_of(outcome);
}

TEST(NetworkWorld, TheFirstProvidersProxyTakesEverything) {
  auto const outcome = run_world("", "hosts: {portal.lab.example: {port: 80, answer: redirect, to: itself}}\n",
                                 "wlan: [{name: Hotel, transparent_proxy: portal.lab.example}, {name: Home}]",
                                 seen(loops) + "  - {at: PC01, run: netsh wlan connect name=Home}\n" + seen(cured));
  EXPECT_TRUE(outcome.passed) << problems_of(outcome);
}

TEST(NetworkWorld, AProxyThatPassesOnIsNoticedByNobody) {
  auto const outcome = run_world("", "hosts: {proxy.lab.example: {port: 8080, answer: pass_on}}\n", "seed: 1",
                                 "  - {at: PC01, run: netsh winhttp set proxy proxy.lab.example:8080}\n" + seen(cured));
  EXPECT_TRUE(outcome.passed) << problems_of(outcome);
}

TEST(NetworkWorld, AHostOfTheWorldMayRedirectToTheServerWithoutALoop) {
  auto const outcome = run_world(
      "", "hosts: {old.lab.example: {answer: redirect, to: 'http://wsus.lab.example:8530', status: 307}}\n", "seed: 1",
      "  - {at: PC01, run: 'reg add HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate /v WUServer /d "
      "http://old.lab.example:8530 /f'}\n" +
          seen(cured));
  EXPECT_TRUE(outcome.passed) << problems_of(outcome);
}

TEST(NetworkWorld, TheSiteRedirectsAsItsConfigurationSays) {
  auto const outcome = run_world("  http_redirect: {destination: \"http://wsus.lab.example:8530/$V?a=1&b=2\"}", "",
                                 "seed: 1", seen("{hresult: 0x80244007, iis_log: [' 302 ']}\n"));
  EXPECT_TRUE(outcome.passed) << problems_of(outcome);
  auto const off = run_world("  http_redirect: {enabled: false, destination: \"http://wsus.lab.example:8530\"}", "",
                             "seed: 1", seen(cured));
  EXPECT_TRUE(off.passed) << problems_of(off);
}

TEST(NetworkWorld, AStoppedSiteRefusesConnections) {
  std::string const stop = "  - {at: wsus, run: 'appcmd stop site \"WSUS Administration\"'}\n";
  std::string const start = "  - {at: wsus, run: 'appcmd start site \"WSUS Administration\"'}\n";
  auto const outcome = run_world("", "", "seed: 1",
                                 stop + seen("{hresult: 0x80072EFD, chain: [0x80072EFD], counters: {requests: 0}}\n") +
                                     start + seen(cured));
  EXPECT_TRUE(outcome.passed) << problems_of(outcome);
}

TEST(NetworkWorld, InjectedFaultsAreThoseOfTheServer) {
  auto const outcome = run_world(
      "  faults:\n    - {soap_fault: {error_code: InternalServerError}, when: {operation: GetCookie}}", "", "seed: 1",
      seen("{hresult: 0x80244007, fault: {operation: GetCookie, error_code: InternalServerError}, "
           "counters: {injected: 1, injected.soap_fault: 1}}\n"));
  EXPECT_TRUE(outcome.passed) << problems_of(outcome);
}

TEST(NetworkWorld, WhatWasSentIsThatOfTheFirstSyncUpdatesOfTheWindow) {
  auto const outcome =
      run_world("", "", "seed: 1",
                seen("{sent: {InstalledNonLeafUpdateIDs: 0, OtherCachedUpdateIDs: 0, CachedDriverIDs: 0}}\n") +
                    seen("{sent: {InstalledNonLeafUpdateIDs: 12, CachedDriverIDs: 0}}\n"));
  EXPECT_TRUE(outcome.passed) << problems_of(outcome);
  auto const none = run_world("", "", "seed: 1", "  - expect: {sent: {OtherCachedUpdateIDs: 0}}\n");
  EXPECT_THAT(problems_of(none), testing::HasSubstr("expected a SyncUpdates request, there was none"));
}

TEST(NetworkWorld, WhatWasSentIsThatOfItsMachine) {
  auto scenario = small_scenario(test::small_baseline_text(), "baseline-net.yaml");
  scenario.world.machines.push_back({.name = "PC02", .seed = 2});
  scenario.world.server.max_installed_prerequisites = 12;
  CatalogueShelf catalogues("s.yaml");
  LabWorld world(scenario.world, catalogues);
  (void)world.type({.at = "PC01", .line = "usoclient StartScan"});
  auto const mark = world.mark();
  (void)world.type({.at = "PC02", .line = "usoclient StartScan"});
  (void)world.type({.at = "PC01", .line = "usoclient StartScan"});
  EXPECT_EQ(world.observe("PC02", mark).sent.at("InstalledNonLeafUpdateIDs"), 0u);
  EXPECT_EQ(world.observe("PC01", mark).sent.at("InstalledNonLeafUpdateIDs"), 12u);
}

TEST(NetworkWorld, ASynchronisedServerDeliversMore) {
  auto text = test::with(test::small_baseline_text(), "revisions: 120,", "revisions: 120, published: 100,");
  text = test::with(text, "maxInstalledPrerequisites: 11", "maxInstalledPrerequisites: 12");
  text = text.substr(0, text.find("verify:")) + R"(verify:
  - {at: PC01, run: usoclient StartScan}
  - expect: {hresult: 0x00000000}
  - {at: PC01, run: usoclient StartScan}
  - expect: {calls: [SyncUpdates+, GetExtendedUpdateInfo*, ReportEventBatch], counters: {operation.GetCookie: 0}}
  - synchronise: 120 revisions
  - {at: PC01, run: usoclient StartScan}
  - expect: {hresult: 0x00000000, updates_found: 3}
)";
  auto const outcome = run_scenario(small_scenario(text, "baseline-net.yaml"));
  EXPECT_TRUE(outcome.passed) << problems_of(outcome);
}

}  // namespace
}  // namespace wsus::lab
