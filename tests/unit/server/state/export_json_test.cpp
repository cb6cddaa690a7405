// The JSON form of a state: there and back, and every mistake with its place.
#include "server/state/export_json.hpp"

#include "server/state/base64.hpp"
#include "tests/unit/server/state/state_folder.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>

#include <sstream>

namespace wsus::state {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string import_error_of(std::string_view text) {
  try {
    static_cast<void>(read_export(text));
  } catch (ImportError const& e) {
    return e.what();
  }
  return "(no ImportError)";
}

/// A whole document with these members after its head.
std::string document(std::string_view members) {
  return R"({"format": "wsus-mock-state", "version": 1)" + std::string(members.empty() ? "" : ", ") +
         std::string(members) + "}";
}

TEST(StateExport, EverythingComesBackAsItWas) {
  auto const text = text_of(full_snapshot());
  auto const again = read_export(text);
  EXPECT_EQ(text_of(again), text);
  EXPECT_EQ(again.server.cookie_key, full_snapshot().server.cookie_key);
  EXPECT_EQ(again.rules, full_snapshot().rules);
  EXPECT_EQ(again.computers[0].inventory->document, full_snapshot().computers[0].inventory->document);
  EXPECT_EQ(again.decisions, full_snapshot().decisions);
}

TEST(StateExport, ADocumentOfNothingIsOne) {
  EXPECT_EQ(text_of(read_export(text_of({}))), text_of({}));
  EXPECT_EQ(read_export(document("")).computers.size(), 0u);
}

TEST(StateExport, AComputerIsALineAndDefaultsAreLeftOut) {
  auto const text = text_of(full_snapshot());
  EXPECT_THAT(text, HasSubstr("\n{\"client_id\":\"ffffffff-0000-0000-0000-000000000000\",\"first_seen\":"));
  EXPECT_THAT(text, HasSubstr("\"status\":{\""));
  auto const json = boost::json::parse(text).as_object();
  EXPECT_EQ(json.at("format").as_string(), "wsus-mock-state");
  EXPECT_EQ(json.at("computers").as_array().size(), 2u);
  EXPECT_FALSE(json.at("computers").as_array()[1].as_object().contains("events"));
}

TEST(StateExport, TheKeyCanBeLeftOut) {
  std::ostringstream text;
  write_export(text, full_snapshot(), {.with_key = false});
  EXPECT_THAT(text.str(), Not(HasSubstr("cookie_key")));
  EXPECT_FALSE(read_export(text.str()).server.cookie_key);
  EXPECT_EQ(read_export(text.str()).server.server_id, full_snapshot().server.server_id);
}

TEST(StateExport, MistakesAreToldWithTheirPlace) {
  struct Row {
    std::string text;
    std::string_view told;
  };
  for (auto const& row : std::vector<Row>{
           {"", "line 1: the document ends too early"},
           {"{\n\n\"format\": oops}", "line 3: no JSON: "},
           {document("") + "\n{}", "line 2: something follows the document"},
           {"[]", "expected an object"},
           {R"({"version": 1})", R"(expected "format": "wsus-mock-state": this is no export of wsus-mock)"},
           {R"({"format": "wsus-mock-state"})", "'version' is missing"},
           {R"({"format": "wsus-mock-state", "version": 2})", "version 2 of the format is not known"},
           {document(R"("pcs": [])"), "unknown key 'pcs'; known: format, version, server, decisions, rules, computers"},
           {document(R"("computers": {})"), "computers: expected a list"},
           {document(R"("computers": [{}])"), "computers[0]: 'client_id' is missing"},
           {document(R"("computers": [{"client_id": ""}])"), "computers[0]: client_id is empty"},
           {document(R"("computers": [{"client_id": "A"}, {"client_id": "a"}])"),
            "computers[1]: client_id 'a' is there twice"},
           {document(R"("computers": [{"client_id": "A", "events": [{"event_id": 1.5}]}])"),
            "computers[0].events[0].event_id: expected a whole number from -2147483648 to 2147483647"},
           {document(R"("computers": [{"client_id": "A", "last_sync": "yesterday"}])"),
            "computers[0].last_sync: 'yesterday' is no dateTime"},
           {document(R"("computers": [{"client_id": "A", "status": {"x": "Installed"}}])"),
            "computers[0].status.x: the key is no GUID"},
           {document(
                R"("computers": [{"client_id": "A", "status": {"00000000-0000-0000-0000-000000000001": "Lost"}}])"),
            "computers[0].status.00000000-0000-0000-0000-000000000001: 'Lost' is none of NotInstalled, "},
           {document(R"("computers": [{"client_id": "A", "inventory": {"document_base64": "?"}}])"),
            "computers[0].inventory.document_base64: expected base64"},
           {document(R"("server": {"cookie_key": "abc"})"), "server.cookie_key: expected 64 hex digits"},
           {document(R"("server": {"server_id": "abc"})"), "server.server_id: 'abc' is no GUID"},
           {document(R"("decisions": [{}])"), "decisions[0]: 'identity' is missing"},
           {document(R"("rules": [{"enabled": 1, "rule": {}}])"), "rules[0].enabled: expected true or false"},
           {document(R"("rules": [{}])"), "rules[0]: 'rule' is missing"},
       }) {
    EXPECT_THAT(import_error_of(row.text), StartsWith(std::string(row.told))) << row.text;
  }
}

TEST(StateExport, RulesAreCheckedByWhoKnowsThem) {
  try {
    static_cast<void>(read_export(text_of(full_snapshot()), [](KeptRule const& rule) {
      return rule.enabled ? "reset: expected another number" : std::string();
    }));
    FAIL();
  } catch (ImportError const& e) {
    EXPECT_STREQ(e.what(), "rules[1]: reset: expected another number");
  }
}

TEST(StateExport, Base64IsThatOfTheStandard) {
  for (auto const& [bytes, text] : std::vector<std::pair<std::string, std::string>>{
           {"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foobar", "Zm9vYmFy"}, {"\xFF\xFE", "//4="}}) {
    EXPECT_EQ(to_base64(bytes), text);
    EXPECT_EQ(from_base64(text), bytes);
  }
  for (auto const* const bad : {"Zg=", "Zg", "Z===", "Zg==Zg==", "Zm 9", "Zm9\n"})
    EXPECT_FALSE(from_base64(bad)) << bad;
}

}  // namespace
}  // namespace wsus::state
