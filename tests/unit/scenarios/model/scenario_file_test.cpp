// Proves that everything that can be written arrives in the value, and what is left out has its default.
#include "tests/unit/scenarios/model/model_fixture.hpp"

#include <gmock/gmock.h>

#include <chrono>

namespace wsus::scenario::test {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

constexpr std::string_view everything = R"(title: Every key once
about: |
  First line.
  Second line.
modes: [FM01, FM02]
sources: [KB4096317, "An article: with a colon"]
start: 2027-01-02T03:04:05Z
server:
  catalogue: {seed: 7, revisions: 1000, installed_non_leaf: 401, superseded_chains: 5, content_files: 3}
  web_config: {maxInstalledPrerequisites: 399, maxCachedUpdates: 21999}
  web_config_reload: iisreset
  cached_count: union
  page: {updates: 25, bytes: 100000}
  cookie_lifetime: 2 h
machines:
  PC01: {profile: w8, seed: 42, utc_offset: "-03:30", target_group: Servers, dns_name: pc01.contoso.example}
  pc-02: {}
reproduce:
  - snapshot: PC01 as before the scan
  - at: PC01
    run: wuauclt /detectnow
    prompt: plain
    exit_code: 5
    output: [one, two]
  - {at: wsus, run: iisreset, exit_code: any, output: done}
  - advance: 15 min
  - restore: PC01 from before the scan
  - expect:
      machine: PC01
      hresult: 0x80244007
      chain: [0x803D0013, 0x80244007]
      fault: {operation: SyncUpdates, code: Client, error_code: InvalidParameters, message: parameters.OtherCachedUpdateIDs}
      calls: [GetConfig, SyncUpdates+, GetExtendedUpdateInfo*, ReportEventBatch]
      updates_found: 3
      client_log: ["ID={fault_id}", "ServiceId = {3DA21691}, {Machine}, {server} {host} {client_id}"]
      no_client_log: FATAL
      server_log: [ThrowException]
      iis_log: ["POST * 500"]
      same_fault_id: true
      counters: {soap_faults: 1, refused: 0, operation.SyncUpdates: 2, error_code.InvalidParameters: 1, status.500: 1}
fix:
  - {at: wsus, run: iisreset}
verify:
  - expect: {machine: pc-02, hresult: 0x00000000}
controls:
  - name: a fix that does nothing
    start: 2027-01-03T00:00:00Z
    server: {web_config: {maxCachedUpdates: 5}, cached_count: other}
    machines: {pc-02: {profile: w8}}
    fix: [{at: wsus, run: rem}]
    expect: {machine: PC01, updates_found: 0}
  - name: a twin
    server: {catalogue: {installed_non_leaf: 400}}
    expect: {machine: PC01, hresult: 0x00000000}
)";

template <typename What>
What const& what(std::vector<Step> const& steps, std::size_t index) {
  return std::get<What>(steps.at(index).what);
}

TEST(ScenarioFile, HeadArrives) {
  auto const scenario = parse(everything, "folder/every-key.yaml");
  EXPECT_EQ(scenario.name, "every-key");
  EXPECT_EQ(scenario.file, "folder/every-key.yaml");
  EXPECT_EQ(scenario.title, "Every key once");
  EXPECT_EQ(scenario.about, "First line.\nSecond line.\n");
  EXPECT_THAT(scenario.modes, ElementsAre("FM01", "FM02"));
  EXPECT_THAT(scenario.sources, ElementsAre("KB4096317", "An article: with a colon"));
  EXPECT_FALSE(scenario.is_baseline());
}

TEST(ScenarioFile, WorldArrives) {
  World expected;
  expected.start = std::chrono::sys_days(2027y / 1 / 2) + 3h + 4min + 5s;
  expected.server = {.catalogue = {.seed = 7,
                                   .revisions = 1'000,
                                   .installed_non_leaf = 401,
                                   .superseded_chains = 5,
                                   .content_files = 3},
                     .max_installed_prerequisites = 399,
                     .max_cached_updates = 21'999,
                     .reload_on_change = false,
                     .count_union = true,
                     .page_updates = 25,
                     .page_bytes = 100'000,
                     .cookie_lifetime = 120min};
  expected.machines = {{.name = "PC01",
                        .profile = machine::Profile::w8,
                        .seed = 42,
                        .utc_offset = -210min,
                        .target_group = "Servers",
                        .dns_name = "pc01.contoso.example"},
                       {.name = "pc-02",
                        .profile = machine::Profile::w11,
                        .seed = 2,
                        .utc_offset = 60min,
                        .dns_name = "pc-02.lab.example"}};
  EXPECT_EQ(parse(everything).world, expected);
}

TEST(ScenarioFile, SettingsOfTheAgentArriveAndAControlChangesWhatItWrites) {
  auto const text =
      changed("PC01: {profile: w8}", "PC01: {profile: w8, agent: {accept_any_selfupdate: true, redirect_limit: 4}}",
              changed("server: {catalogue: {installed_non_leaf: 5}}",
                      "machines: {PC01: {agent: {redirect_loop_hresult: 0x80072F7C, redirect_limit: 5}}}"));
  auto const scenario = parse(text);
  agent::AgentOptions const written{.accept_any_selfupdate = true, .redirect_limit = 4};
  EXPECT_EQ(scenario.world.machines[0].agent, written);
  EXPECT_EQ(scenario.world.machines[1].agent, agent::AgentOptions{});
  EXPECT_EQ(
      scenario.controls[1].world.machines[0].agent,
      (agent::AgentOptions{.accept_any_selfupdate = true, .redirect_loop_hresult = 0x80072F7C, .redirect_limit = 5}));
}

TEST(ScenarioFile, StepsArriveWithTheirPlaces) {
  auto const steps = parse(everything).reproduce;
  ASSERT_EQ(steps.size(), 6U);
  EXPECT_EQ(what<TakeSnapshot>(steps, 0).machine, "PC01");
  EXPECT_EQ(what<TakeSnapshot>(steps, 0).name, "before the scan");
  auto const& typed = what<TypeCommand>(steps, 1);
  EXPECT_EQ(typed.at, "PC01");
  EXPECT_EQ(typed.line, "wuauclt /detectnow");
  EXPECT_FALSE(typed.elevated);
  EXPECT_EQ(typed.exit_code, 5);
  EXPECT_THAT(typed.output, ElementsAre("one", "two"));
  EXPECT_EQ(what<TypeCommand>(steps, 2).at, "wsus");
  EXPECT_TRUE(what<TypeCommand>(steps, 2).elevated);
  EXPECT_EQ(what<TypeCommand>(steps, 2).exit_code, std::nullopt);
  EXPECT_THAT(what<TypeCommand>(steps, 2).output, ElementsAre("done"));
  EXPECT_EQ(what<AdvanceClock>(steps, 3).by, 15min);
  EXPECT_EQ(what<RestoreSnapshot>(steps, 4).machine, "PC01");
  EXPECT_EQ(what<RestoreSnapshot>(steps, 4).name, "before the scan");
  EXPECT_EQ(steps[1].place.text(), "s.yaml:20: /reproduce/1");
}

TEST(ScenarioFile, ExpectationArrives) {
  auto const scenario = parse(everything);
  auto const& expected = what<Expectation>(scenario.reproduce, 5);
  EXPECT_EQ(expected.machine, "PC01");
  EXPECT_EQ(expected.hresult, 0x80244007U);
  EXPECT_THAT(expected.chain, ElementsAre(0x803D0013U, 0x80244007U));
  ASSERT_TRUE(expected.fault);
  EXPECT_EQ(expected.fault->operation, "SyncUpdates");
  EXPECT_EQ(expected.fault->code, "Client");
  EXPECT_EQ(expected.fault->error_code, "InvalidParameters");
  EXPECT_EQ(expected.fault->message, "parameters.OtherCachedUpdateIDs");
  EXPECT_THAT(expected.calls, ElementsAre("GetConfig", "SyncUpdates+", "GetExtendedUpdateInfo*", "ReportEventBatch"));
  EXPECT_EQ(expected.updates_found, 3U);
  EXPECT_THAT(expected.client_log,
              ElementsAre("ID={fault_id}", "ServiceId = {3DA21691}, {Machine}, {server} {host} {client_id}"));
  EXPECT_THAT(expected.no_client_log, ElementsAre("FATAL"));
  EXPECT_THAT(expected.server_log, ElementsAre("ThrowException"));
  EXPECT_THAT(expected.iis_log, ElementsAre("POST * 500"));
  EXPECT_TRUE(expected.same_fault_id);
  EXPECT_THAT(expected.counters, ElementsAre(Pair("error_code.InvalidParameters", 1), Pair("operation.SyncUpdates", 2),
                                             Pair("refused", 0), Pair("soap_faults", 1), Pair("status.500", 1)));
}

TEST(ScenarioFile, WhatIsNotWrittenIsNotChecked) {
  auto const expected = what<Expectation>(parse(everything).verify, 0);
  EXPECT_EQ(expected.machine, "pc-02");
  EXPECT_EQ(expected.hresult, 0U);
  EXPECT_EQ(expected.fault, std::nullopt);
  EXPECT_EQ(expected.updates_found, std::nullopt);
  EXPECT_FALSE(expected.same_fault_id);
  EXPECT_THAT(expected.chain, IsEmpty());
  EXPECT_THAT(expected.calls, IsEmpty());
  EXPECT_THAT(expected.client_log, IsEmpty());
  EXPECT_THAT(expected.counters, IsEmpty());
}

TEST(ScenarioFile, AControlsWorldIsTheScenariosWithItsChanges) {
  auto const scenario = parse(everything);
  auto const& control = scenario.controls.at(0);
  EXPECT_EQ(control.name, "a fix that does nothing");
  ASSERT_TRUE(control.fix);
  EXPECT_EQ(what<TypeCommand>(*control.fix, 0).line, "rem");
  EXPECT_EQ(control.expect.updates_found, 0U);
  EXPECT_EQ(control.expect_place.path, "/controls/0/expect");
  auto expected = scenario.world;
  expected.start = std::chrono::sys_days(2027y / 1 / 3);
  expected.server.max_cached_updates = 5;
  expected.server.count_union = false;
  expected.machines[1].profile = machine::Profile::w8;
  EXPECT_EQ(control.world, expected);
}

TEST(ScenarioFile, ATwinHasNoFix) {
  auto const scenario = parse(everything);
  auto const& twin = scenario.controls.at(1);
  EXPECT_EQ(twin.fix, std::nullopt);
  auto expected = scenario.world;
  expected.server.catalogue.installed_non_leaf = 400;
  EXPECT_EQ(twin.world, expected);
}

TEST(ScenarioFile, DefaultsOfTheWorld) {
  auto const scenario = parse("title: T\nmachines: {PC7: }\nverify: [expect: {updates_found: 0}]\n", "a-baseline.yaml");
  World const expected{.start = std::chrono::sys_days(2026y / 10 / 4) + 15h,
                       .machines = {{.name = "PC7", .dns_name = "pc7.lab.example"}}};
  EXPECT_EQ(scenario.world, expected);
  EXPECT_TRUE(scenario.is_baseline());
  EXPECT_THAT(scenario.controls, IsEmpty());
  EXPECT_EQ(what<Expectation>(scenario.verify, 0).machine, "PC7");  // the only machine need not be named
}

TEST(ScenarioFile, SizesThatNobodyWroteFollowTheWrittenOnes) {
  auto const catalogue = parse(changed(", installed_non_leaf: 20", "")).world.server.catalogue;
  EXPECT_EQ(catalogue, (CatalogueSpec{.revisions = 100, .installed_non_leaf = 50, .superseded_chains = 10}));
}

TEST(ScenarioFile, ACatalogueFileStandsInsteadOfSizes) {
  TemporaryFolder const folder("scenario-catalogue");
  folder.write("small.yaml", "");
  auto const file = (folder.path() / "s.yaml").string();
  auto const text = changed("{revisions: 100, installed_non_leaf: 20}", "{file: small.yaml}");
  auto const scenario = parse(text, file);
  EXPECT_EQ(scenario.world.server.catalogue, CatalogueSpec{.file = "small.yaml"});
  EXPECT_EQ(scenario.controls.at(0).world.server.catalogue, CatalogueSpec{.file = "small.yaml"});
  EXPECT_EQ(scenario.controls.at(1).world.server.catalogue, CatalogueSpec{.installed_non_leaf = 5});
}

TEST(ScenarioFile, OneTextMayStandForAListOfOne) {
  auto const scenario = parse(changed("modes: [FM01]", "modes: FM01\nsources: KB4096317"));
  EXPECT_THAT(scenario.modes, ElementsAre("FM01"));
  EXPECT_THAT(scenario.sources, ElementsAre("KB4096317"));
}

struct DurationRow {
  std::string_view text;
  wusp::Ticks duration;
};

TEST(ScenarioFile, DurationsHaveUnits) {
  for (auto const& [text, duration] :
       {DurationRow{"1 ms", 1ms}, DurationRow{"90 s", 90s}, DurationRow{"15 min", 15min}, DurationRow{"15min", 15min},
        DurationRow{"2 h", 2h}, DurationRow{"1 d", 24h}, DurationRow{"3650 d", 87'600h}}) {
    auto const scenario = parse(changed("{at: wsus, run: iisreset}", "advance: " + std::string(text)));
    EXPECT_EQ(what<AdvanceClock>(scenario.fix, 0).by, duration) << text;
  }
}

TEST(ScenarioFile, ASnapshotOfReproduceMayBeRestoredInTheFixAndInEveryControl) {
  auto text = changed("reproduce:", "reproduce:\n  - snapshot: PC01 as clean");
  text = changed("{at: wsus, run: iisreset}", "restore: PC01 from clean", text);
  text = changed("[{at: wsus, run: cd}]", "[restore: PC01 from clean]", text);
  EXPECT_EQ(message_of_parsing(text), "no error");
}

TEST(ScenarioFile, LoadingReadsTheFile) {
  TemporaryFolder const folder("scenario-load");
  auto const file = folder.write("my-scenario.yaml", good);
  auto const scenario = load_scenario(file, knows_fm01_and_fm02);
  EXPECT_EQ(scenario.name, "my-scenario");
  EXPECT_EQ(scenario.reproduce.front().place.file, file.string());
}

TEST(ScenarioFile, AMissingFileIsAMistakeWithItsName) {
  try {
    (void)load_scenario("no/such.yaml", knows_fm01_and_fm02);
    FAIL() << "no error";
  } catch (config::ConfigError const& error) {
    EXPECT_STREQ(error.what(),
                 "no/such.yaml:1: /: found no readable file (No such file or directory); allowed: a YAML file");
  }
}

}  // namespace
}  // namespace wsus::scenario::test
