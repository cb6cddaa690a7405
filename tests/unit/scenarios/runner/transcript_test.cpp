// The same seed and the same virtual clock give each client the same transcript, byte for byte, whatever others do.
#include "scenarios/runner/world.hpp"
#include "tests/unit/scenarios/runner/small_scenario.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <map>
#include <regex>

namespace wsus::lab {
namespace {

using test::small_scenario;
using Transcripts = std::map<std::string, std::string>;

/// Rules of every deciding kind: windows for each client, and chance.
constexpr std::string_view rules = R"yaml(  faults:
    - {soap_fault: {error_code: ConfigChanged}, when: {operation: SyncUpdates}, times: {first: 1}, chance: 60 %}
    - {soap_fault: {error_code: CookieExpired}, when: {operation: GetExtendedUpdateInfo}, times: {every: 2}, chance: 50 %, seed: 9}
    - {fault_with_200: {}, when: {operation: GetCookie}, times: {only: 2}}
)yaml";

/// Moves the clock of all.
constexpr std::string_view delay = "    - {delay: {by: 700 ms}, when: {operation: SyncUpdates}, chance: 30 %}\n";

scenario::Scenario machines(std::string_view more_rules) {
  auto text = test::with(test::small_baseline_text(), "machines:\n  PC01: {profile: w10}\n",
                         fmt::format("{}{}machines:\n  PC: {{profile: w8, copies: 3}}\n", rules, more_rules));
  text = test::with(text, "maxInstalledPrerequisites: 11", "maxInstalledPrerequisites: 12");
  return small_scenario(test::with(text, "  - {at: PC01, run: usoclient StartScan}\n  - expect: {",
                                   "  - {at: PC-1, run: wuauclt /detectnow}\n  - expect: {machine: PC-1, "),
                        "baseline-many.yaml");
}

/// Sealed cookies have nonces; ports are the system's.
std::string labelled(std::string text) {
  static std::regex const sealed("<(EncryptedData|CookieData)>[^<]*<");
  static std::regex const port("127\\.8\\.53\\.[0-9]+:[0-9]+");
  text = std::regex_replace(text, sealed, "<$1>sealed<");
  return std::regex_replace(text, port, "ADDRESS");
}

Transcripts transcripts(std::vector<std::string> const& scanning, std::string_view more_rules = "") {
  auto const scenario = machines(more_rules);
  CatalogueShelf catalogues(scenario.file);
  LabWorld world(scenario.world, catalogues);
  auto const begin = world.mark();
  std::vector<scenario::TypeCommand> commands;
  for (auto const& name : scanning)
    commands.push_back({.at = name, .line = "wuauclt /detectnow", .exit_code = std::nullopt});
  for (int round = 0; round < 2; ++round) world.type_together(commands);
  Transcripts result;
  for (auto const& entry : world.exchanges(begin)) {
    if (entry.client_id.empty()) continue;
    result[entry.client_id] +=
        labelled(fmt::format("{} {} {} {}\n{}\n{}\n", entry.operation, entry.status, entry.error_code,
                             entry.injected_names(), entry.request_body, entry.response_body));
  }
  return result;
}

std::string injected_part(Transcripts const& all) {
  std::string text;
  for (auto const& [client, transcript] : all) text += transcript;
  return text;
}

TEST(Transcript, IsTheSameInEveryRunOfMachinesThatScanTogether) {
  std::vector<std::string> const three{"PC-1", "PC-2", "PC-3"};
  auto const first = transcripts(three, delay);
  ASSERT_EQ(first.size(), 3u);
  EXPECT_THAT(injected_part(first), testing::HasSubstr("soap_fault:soap_fault-1"));
  for (int run = 0; run < 3; ++run) EXPECT_EQ(transcripts(three, delay), first);
}

TEST(Transcript, OfOneClientDoesNotDependOnOthers) {
  auto const alone = transcripts({"PC-2"});
  ASSERT_EQ(alone.size(), 1u);
  auto const together = transcripts({"PC-3", "PC-1", "PC-2"});
  auto const& [client, transcript] = *alone.begin();
  ASSERT_TRUE(together.contains(client));
  EXPECT_EQ(together.at(client), transcript);
}

}  // namespace
}  // namespace wsus::lab
