// The list of faults: its names, their layers, and the stage at which each takes part.
#include "server/faults/fault_list.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

namespace wsus::faults {
namespace {

using testing::ElementsAre;

std::vector<std::string_view> names_of(Layer layer) {
  std::vector<std::string_view> names;
  for (auto const& kind : fault_kinds()) {
    if (kind.layer == layer) names.push_back(kind.name);
  }
  return names;
}

TEST(FaultKinds, AreNamedByLayerAndInOrder) {
  EXPECT_THAT(names_of(Layer::listener), ElementsAre("accept_late", "accept_silent", "refuse"));
  EXPECT_THAT(names_of(Layer::tcp), ElementsAre("close_idle", "delay", "drip", "half_close", "reset", "stall"));
  EXPECT_THAT(names_of(Layer::tls), ElementsAre("tls_certificate", "tls_client_certificate", "tls_version",
                                                "tls_weak_ciphers", "wrong_scheme"));
  EXPECT_THAT(names_of(Layer::http),
              ElementsAre("broken_chunk", "content_type", "html_page", "http_status", "missing_route",
                          "proxy_authentication", "redirect", "set_header", "strip_request_header", "wrong_length"));
  EXPECT_THAT(names_of(Layer::soap),
              ElementsAre("broken_fault", "damaged_xpress", "duplicate_revision", "fault_with_200", "ill_formed_xml",
                          "missing_element", "missing_property", "mutated", "refuse_client", "soap_fault",
                          "truncated_xml", "wrong_namespace", "wrong_prefix"));
  EXPECT_THAT(names_of(Layer::content),
              ElementsAre("content_forbidden", "content_missing", "ranges_ignored", "wrong_digest"));
}

TEST(FaultKinds, StandInTheOrderOfLayersWithAReaderAndALineOfText) {
  auto layer = Layer::listener;
  std::set<std::string_view> names;
  for (auto const& kind : fault_kinds()) {
    EXPECT_GE(kind.layer, layer) << kind.name;
    layer = kind.layer;
    EXPECT_TRUE(names.insert(kind.name).second) << kind.name;
    EXPECT_NE(kind.read, nullptr) << kind.name;
    EXPECT_FALSE(kind.summary.empty()) << kind.name;
    EXPECT_EQ(kind.summary.find('\n'), std::string_view::npos) << kind.name;
  }
}

TEST(FaultKinds, AreFoundByTheirNameAlone) {
  for (auto const& kind : fault_kinds()) EXPECT_EQ(find_fault_kind(kind.name), &kind);
  for (auto const* name : {"", "redirec", "Redirect", "redirect "}) EXPECT_EQ(find_fault_kind(name), nullptr) << name;
}

TEST(FaultKinds, TakePartAtTheStageOfTheirWay) {
  auto const stage = [](std::string_view name, std::string const& parameters) {
    return stage_of(find_fault_kind(name)->read(config::Node::parse(parameters, "f.yaml")));
  };
  EXPECT_EQ(stage("refuse", "{}"), Stage::connection);
  EXPECT_EQ(stage("tls_weak_ciphers", "{}"), Stage::connection);
  EXPECT_EQ(stage("strip_request_header", "{name: Range}"), Stage::request);
  EXPECT_EQ(stage("redirect", "{to: itself}"), Stage::request);
  EXPECT_EQ(stage("soap_fault", "{error_code: ServerBusy}"), Stage::call);
  EXPECT_EQ(stage("refuse_client", "{}"), Stage::call);
  EXPECT_EQ(stage("reset", "{}"), Stage::reply);
  EXPECT_EQ(stage("wrong_length", "{by: 1}"), Stage::reply);
}

/// The texts of all tests of plans.
std::string tests_of_plans() {
  std::string text;
  for (auto const* const folder : {"kinds", "mutation"}) {
    auto const below = std::filesystem::path(WSUS_SOURCE_DIR "/tests/unit/server/faults") / folder;
    for (auto const& entry : std::filesystem::recursive_directory_iterator(below)) {
      if (!entry.path().string().ends_with("_test.cpp")) continue;
      std::ifstream file(entry.path());
      text.append(std::istreambuf_iterator<char>(file), {});
    }
  }
  return text;
}

/// What each does on the wire is proven by tests/integration/server/fault_wire_test.cpp, which walks the list too.
TEST(FaultKinds, HaveATestOfTheirPlans) {
  auto const text = tests_of_plans();
  auto const has = [&text](std::string const& part) { return text.find(part) != std::string::npos; };
  for (auto const& kind : fault_kinds()) {
    std::string const name(kind.name);
    // By its reader, or by its name at the beginning of a rule.
    bool const is_tested =
        has("read_" + name + ",") || has("read_" + name + ")") || has("\"" + name + ": ") || has("{\"" + name + "\", ");
    EXPECT_TRUE(is_tested) << name << " is on the list of faults, and no test reads it";
  }
}

}  // namespace
}  // namespace wsus::faults
