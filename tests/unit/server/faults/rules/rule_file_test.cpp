// What a list of rules in YAML becomes.
#include "server/faults/rules/rule_file.hpp"

#include "server/faults/fault_list.hpp"
#include "tests/unit/server/faults/rules/seen.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>

namespace wsus::faults {
namespace {

using wusp::ErrorCode;
using wusp::FaultCode;

std::vector<Rule> read(std::string const& list) { return read_rules(config::Node::parse(list, "f.yaml")); }
Rule only(std::string const& rule) { return read("- " + rule).at(0); }

InjectedSoapFault refusal(Rule const& rule) {
  auto const fault = std::get<std::shared_ptr<CallFault const>>(rule.fault);
  return fault->refuse({.service = wusp::Service::client, .operation = "SyncUpdates"}).value();
}

TEST(FaultFile, AnEmptyListIsNoFault) { EXPECT_TRUE(read("[]").empty()); }

TEST(FaultFile, RulesKeepTheirOrderNameAndPlace) {
  auto const rules = read("- redirect: {to: itself}\n"
                          "- {name: mine, refuse_client: {}, when: {client_id: a}}\n"
                          "- redirect:\n    to: ping_pong\n");
  ASSERT_EQ(rules.size(), 3u);
  EXPECT_EQ(rules[0].name, "redirect-1");
  EXPECT_EQ(rules[0].kind, "redirect");
  EXPECT_EQ(rules[1].name, "mine");
  EXPECT_EQ(rules[1].kind, "refuse_client");
  EXPECT_EQ(rules[1].place.file, "f.yaml");
  EXPECT_EQ(rules[1].place.line, 2);
  EXPECT_EQ(rules[1].place.path, "/1/refuse_client");
  EXPECT_EQ(rules[2].name, "redirect-3");
  EXPECT_EQ(rules[2].place.line, 3);
}

TEST(FaultFile, ARuleWithNothingButItsFaultHappensAlways) {
  auto const rule = only("missing_route: {}");
  EXPECT_EQ(rule.when, Match{});
  EXPECT_EQ(rule.times, Window{});
  EXPECT_EQ(rule.period, Period{});
  EXPECT_EQ(rule.chance, Chance{});
  EXPECT_EQ(rule.at_once, 0u);
  EXPECT_EQ(rule.at_most, 0u);
  EXPECT_TRUE(rule.enabled);
}

TEST(FaultFile, ARuleHasAllItsKeys) {
  auto const rule = only("{missing_route: {}, name: n, when: {method: GET}, chance: 25 %, seed: 7, at_once: 2, "
                         "at_most: 9, enabled: no, times: {from: 2, to: 5, every: 3, per: server}, "
                         "between: {from: 2026-10-04T15:00:00Z, until: 2026-10-04T16:00:00Z}}");
  EXPECT_EQ(rule.name, "n");
  EXPECT_EQ(rule.when, (Match{.methods = {{"GET"}}}));
  EXPECT_EQ(rule.times, (Window{.from = 2, .to = 5, .every = 3, .per = CountPer::server}));
  EXPECT_EQ(rule.period, (Period{.from = at_time("2026-10-04T15:00:00Z"), .until = at_time("2026-10-04T16:00:00Z")}));
  EXPECT_EQ(rule.chance, (Chance{.probability = 0.25, .seed = 7}));
  EXPECT_EQ(rule.at_once, 2u);
  EXPECT_EQ(rule.at_most, 9u);
  EXPECT_FALSE(rule.enabled);
}

TEST(FaultFile, WindowsHaveThreeForms) {
  EXPECT_EQ(only("{missing_route: {}, times: {first: 3}}").times, (Window{.to = 3}));
  EXPECT_EQ(only("{missing_route: {}, times: {only: 3}}").times, (Window{.from = 3, .to = 3}));
  EXPECT_EQ(only("{missing_route: {}, times: {from: 3}}").times, (Window{.from = 3}));
  EXPECT_EQ(only("{missing_route: {}, times: {first: 9, every: 2}}").times, (Window{.to = 9, .every = 2}));
  EXPECT_EQ(only("{missing_route: {}, times: {per: server}}").times, (Window{.per = CountPer::server}));
}

TEST(FaultFile, MatchesAreTyped) {
  auto const rule = only("{delay: {by: 1 s}, when: {listener: https, service: ReportingWebService, agent: {at_least: "
                         "7.6, below: 10.0}, operation: ReportEventBatch, client_id: ['{A}', b], "
                         "CachedDriverIDs: {at_most: 4}, status: 200, header: {Via: '*', X: }}}");
  EXPECT_EQ(rule.when, (Match{.secure = true,
                              .service = wusp::Service::reporting,
                              .headers = {{.name = "Via", .value = Pattern{"*"}}, {.name = "X", .value = {}}},
                              .agent = AgentVersions{.least = {7, 6, 0, 0}, .below = {{10, 0, 0, 0}}},
                              .operations = {"ReportEventBatch"},
                              .client_ids = {"a", "b"},
                              .cached_drivers = Range{0, 4},
                              .status = Range{200, 200}}));
}

TEST(FaultFile, EveryFaultOfTheListIsKnownByItsName) {
  for (auto const& kind : fault_kinds()) {
    ASSERT_EQ(find_fault_kind(kind.name), &kind);
    try {
      (void)read("- " + std::string(kind.name) + ": {no_such_key: 1}");
      ADD_FAILURE() << kind.name << " takes a key that no fault has";
    } catch (config::ConfigError const& error) {
      EXPECT_NE(std::string(error.what()).find("/0/" + std::string(kind.name)), std::string::npos) << error.what();
    }
  }
}

TEST(FaultFile, ASoapFaultHasAllItsKeys) {
  EXPECT_EQ(
      refusal(only("soap_fault: {error_code: ServerBusy, message: later, code: Server}")),
      (InjectedSoapFault{.error_code = ErrorCode::server_busy, .message = "later", .fault_code = FaultCode::server}));
}

TEST(FaultFile, EveryErrorCodeIsKnownAndHasTheCodeOfTheServicesByDefault) {
  for (auto const code : wusp::all_error_codes()) {
    auto const fault = refusal(only("soap_fault: {error_code: " + std::string(to_string(code)) + "}"));
    EXPECT_EQ(fault.error_code, code);
    EXPECT_EQ(fault.message, "");
    EXPECT_EQ(fault.fault_code, code == ErrorCode::internal_server_error ? FaultCode::server : FaultCode::client)
        << to_string(code);
  }
}

TEST(FaultFile, EveryOperationOfTheTableCanBeNamed) {
  for (auto const& operation : wusp::operations()) {
    auto const rule = only(
        "{soap_fault: {error_code: InvalidCookie}, when: {service: " + std::string(wusp::info(operation.service).name) +
        ", operation: " + std::string(operation.name) + "}}");
    EXPECT_EQ(rule.when.service, operation.service);
    EXPECT_EQ(rule.when.operations, (std::vector<std::string>{std::string(operation.name)}));
  }
}

/// The YAML examples of docs/FAULTS.md, each as a list of rules.
std::vector<std::vector<Rule>> documented_examples() {
  std::ifstream file(WSUS_SOURCE_DIR "/docs/FAULTS.md");
  std::vector<std::vector<Rule>> examples;
  std::string example;
  bool inside = false;
  for (std::string line; std::getline(file, line);) {
    if (line == "```yaml") {
      inside = true;
      example.clear();
    } else if (inside && line == "```") {
      inside = false;
      if (!example.starts_with("faults:")) example.insert(0, "faults:\n");
      examples.push_back(read_rules(config::Node::parse(example, "FAULTS.md").required("faults")));
    } else if (inside) {
      example += line + "\n";
    }
  }
  return examples;
}

TEST(FaultDocumentation, HasAnExampleOfEveryFaultAndAllCanBeRead) {
  std::set<std::string_view> shown;
  for (auto const& rules : documented_examples()) {
    for (auto const& rule : rules) shown.insert(rule.kind);
  }
  for (auto const& kind : fault_kinds()) EXPECT_TRUE(shown.contains(kind.name)) << kind.name;
}

TEST(FaultFile, AFileHasTheListUnderFaults) {
  auto const file = std::filesystem::path(testing::TempDir()) / "wsus-faults-of-a-file.yaml";
  std::ofstream(file) << "faults:\n  - redirect: {to: itself}\n";
  auto const rules = load_rules(file.string());
  ASSERT_EQ(rules.size(), 1u);
  EXPECT_EQ(rules[0].place.file, file.string());
  EXPECT_EQ(rules[0].place.line, 2);
  EXPECT_EQ(rules[0].place.path, "/faults/0/redirect");
  std::filesystem::remove(file);
}

}  // namespace
}  // namespace wsus::faults
