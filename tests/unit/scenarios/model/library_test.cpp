// Proves that every shipped scenario loads against the real catalogue of failure modes, and what each must have.
#include "scenarios/catalogue/failure_modes.hpp"
#include "scenarios/model/scenario_file.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

namespace wsus::scenario {
namespace {

using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Not;

bool is_known(std::string_view id) { return catalogue_of_modes::find_mode(id) != nullptr; }

std::vector<Scenario> shipped() {
  std::vector<Scenario> scenarios;
  for (auto const& file : find_scenarios({WSUS_SOURCE_DIR "/scenarios/library"})) {
    scenarios.push_back(load_scenario(file, is_known));
  }
  return scenarios;
}

TEST(ShippedLibrary, LoadsWithTheScenariosOfTheArticles) {
  std::vector<std::string> names;
  for (auto const& scenario : shipped()) names.push_back(scenario.name);
  EXPECT_THAT(names, IsSupersetOf({"baseline-healthy-scan-cold", "baseline-healthy-scan-warm",
                                   "too-many-installed-prerequisites", "too-many-installed-prerequisites-w10"}));
}

TEST(ShippedLibrary, EveryScenarioExplainsItselfAndNamesItsSources) {
  for (auto const& scenario : shipped()) {
    EXPECT_THAT(scenario.about, Not(IsEmpty())) << scenario.name;
    EXPECT_THAT(scenario.sources, Not(IsEmpty())) << scenario.name;
  }
}

TEST(ShippedLibrary, NamesAndTitlesAreUnique) {
  std::set<std::string> seen;
  for (auto const& scenario : shipped()) {
    EXPECT_TRUE(seen.insert(scenario.name).second) << scenario.name;
    EXPECT_TRUE(seen.insert(scenario.title).second) << scenario.title;
  }
}

TEST(ShippedLibrary, EveryFailureHasATwinWithoutTheFault) {
  for (auto const& scenario : shipped()) {
    if (scenario.is_baseline()) continue;
    auto const is_twin = [](Control const& control) { return !control.fix; };
    // One with a cause has the world in which the cause was never put in place.
    bool const has_twin = !scenario.cause.empty() || std::ranges::any_of(scenario.controls, is_twin);
    EXPECT_TRUE(has_twin) << scenario.name;
  }
}

TEST(ShippedLibrary, EveryFailureHasAnInjectedTwinOrSaysWhyNot) {
  for (auto const& scenario : shipped()) {
    if (scenario.is_baseline()) continue;
    EXPECT_TRUE(scenario.injected || !scenario.no_injected.empty()) << scenario.name;
  }
}

/// A world that begins broken has its cause in its keys; the twin that has them otherwise shows which one it is.
TEST(ShippedLibrary, EveryFailureHasANaturalCauseOrSaysWhyNot) {
  for (auto const& scenario : shipped()) {
    if (scenario.is_baseline()) continue;
    auto const is_twin = [](Control const& control) { return !control.fix; };
    bool const begins_broken = std::ranges::any_of(scenario.controls, is_twin);
    EXPECT_TRUE(!scenario.cause.empty() || !scenario.no_cause.empty() || begins_broken) << scenario.name;
    EXPECT_TRUE(scenario.cause.empty() || scenario.no_cause.empty()) << scenario.name;
    // Else the twin would show the natural failure, and prove nothing about its rules.
    if (!scenario.injected || !scenario.cause.empty() || !scenario.no_cause.empty()) continue;
    auto healthy = scenario.injected->world;
    healthy.server.faults = scenario.world.server.faults;
    EXPECT_FALSE(healthy == scenario.world) << scenario.name << ": the injected twin's world begins as broken";
  }
}

/// Everything that the expectations of these steps look at, in one.
Expectation all_expected(std::vector<Step> const& steps) {
  Expectation all;
  auto const add = [](std::vector<std::string>& to, std::vector<std::string> const& from) {
    to.insert(to.end(), from.begin(), from.end());
  };
  for (auto const& step : steps) {
    auto const* const expected = std::get_if<Expectation>(&step.what);
    if (expected == nullptr) continue;
    if (expected->hresult) all.hresult = expected->hresult;
    add(all.calls, expected->calls);
    for (auto const* const log : {&expected->client_log, &expected->wua_handler_log, &expected->scan_agent_log})
      add(all.client_log, *log);
    for (auto const* const log : {&expected->server_log, &expected->no_server_log, &expected->iis_log,
                                  &expected->no_iis_log, &expected->http_error_log, &expected->computers})
      add(all.server_log, *log);
    all.counters.insert(expected->counters.begin(), expected->counters.end());
  }
  return all;
}

/// Where nothing comes to the server, its logs must say so, and a count of requests stands for the calls.
TEST(ShippedLibrary, EveryReproductionLooksAtCodeCallsBothLogsAndCounters) {
  for (auto const& scenario : shipped()) {
    if (scenario.is_baseline()) continue;
    auto const all = all_expected(scenario.reproduce);
    EXPECT_TRUE(all.hresult.has_value()) << scenario.name;
    EXPECT_TRUE(!all.calls.empty() || all.counters.contains("requests")) << scenario.name;
    EXPECT_THAT(all.client_log, Not(IsEmpty())) << scenario.name;
    EXPECT_THAT(all.server_log, Not(IsEmpty())) << scenario.name;
    EXPECT_THAT(all.counters, Not(IsEmpty())) << scenario.name;
  }
}

/// Whether the scan shows it, as its end or on the way there.
bool shows(Scenario const& scenario, std::uint32_t code) {
  return std::ranges::any_of(scenario.reproduce, [code](Step const& step) {
    auto const* expected = std::get_if<Expectation>(&step.what);
    return expected != nullptr &&
           (expected->hresult == code || std::ranges::find(expected->chain, code) != expected->chain.end());
  });
}

TEST(ShippedLibrary, EveryFailureThatNotAllSourcesConfirmSaysWhatIsAssumed) {
  for (auto const& scenario : shipped()) {
    for (auto const& id : scenario.modes) {
      auto const& mode = *catalogue_of_modes::find_mode(id);
      auto const codes = codes_of(mode);
      bool const has_other_codes =
          std::ranges::any_of(codes, [&](std::uint32_t code) { return !shows(scenario, code); });
      bool const confirmed = certainty_of(mode) == catalogue_of_modes::Certainty::confirmed && !has_other_codes;
      EXPECT_TRUE(confirmed || !scenario.assumed.empty()) << scenario.name << ": " << id << ": " << mode.confidence;
    }
  }
}

TEST(ShippedLibrary, TheArticlesFixIsTypedAsTheArticleHasIt) {
  auto const scenario =
      load_scenario(WSUS_SOURCE_DIR "/scenarios/library/seeds/too-many-installed-prerequisites.yaml", is_known);
  std::vector<std::string> typed;
  for (auto const& step : scenario.fix) typed.push_back(std::get<TypeCommand>(step.what).line);
  EXPECT_THAT(typed,
              testing::ElementsAre(
                  R"(cd %programfiles%\Update Services\WebServices\ClientWebService)", "takeown /f web.config",
                  "icacls web.config /grant administrator:(F)",
                  "notepad.exe web.config /set maxInstalledPrerequisites=800 /set maxCachedUpdates=44000", "IISReset"));
  EXPECT_EQ(scenario.world.server.catalogue.installed_non_leaf, 401);
  EXPECT_EQ(scenario.world.server.max_installed_prerequisites, 400);
  EXPECT_EQ(scenario.world.machines.front().profile, machine::Profile::w8);
}

TEST(Documentation, TheFullExampleIsAGoodScenario) {
  std::ifstream file(WSUS_SOURCE_DIR "/docs/SCENARIOS.md");
  std::ostringstream stream;
  stream << file.rdbuf();
  auto const text = std::move(stream).str();
  constexpr std::string_view opening = "```yaml\n";
  auto const begin = text.find(opening) + opening.size();
  auto const example = std::string_view(text).substr(begin, text.find("```", begin) - begin);
  auto const scenario = parse_scenario(example, "example.yaml", is_known);
  EXPECT_EQ(scenario.title, "Too many installed prerequisites");
  EXPECT_EQ(scenario.controls.size(), 2U);
}

}  // namespace
}  // namespace wsus::scenario
