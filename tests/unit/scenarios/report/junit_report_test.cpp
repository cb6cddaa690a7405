// JUnit XML as its readers want it: the rules are those of junit-10.xsd of Jenkins' xUnit plugin, written as checks.
#include "scenarios/report/reports.hpp"
#include "tests/unit/scenarios/report/sample_outcomes.hpp"
#include "tests/unit/scenarios/report/sample_timeline.hpp"

#include <gmock/gmock.h>
#include <pugixml.hpp>

#include <map>
#include <regex>
#include <set>
#include <string>

namespace wsus::lab {
namespace {

using test::bad_outcome;
using test::good_outcome;
using test::interrupted_outcome;
using testing::HasSubstr;
using testing::Not;

struct Rule {
  std::set<std::string> required{};
  std::set<std::string> allowed{};  ///< beside those
  std::set<std::string> children{};
  bool text = false;
};

std::map<std::string, Rule> const& rules() {
  static std::map<std::string, Rule> const all{
      {"testsuites", {.allowed = {"name", "time", "tests", "failures", "errors"}, .children = {"testsuite"}}},
      {"testsuite",
       {.required = {"name", "tests", "failures", "errors"},
        .allowed = {"group", "time", "skipped", "timestamp", "hostname", "id", "package", "file", "log", "url"},
        .children = {"testsuite", "properties", "testcase", "system-out", "system-err"}}},
      {"properties", {.children = {"property"}}},
      {"property", {.required = {"name", "value"}}},
      {"testcase",
       {.required = {"name"},
        .allowed = {"time", "classname", "group"},
        .children = {"skipped", "error", "failure", "system-out", "system-err"}}},
      {"failure", {.allowed = {"type", "message"}, .text = true}},
      {"error", {.allowed = {"type", "message"}, .text = true}},
      {"skipped", {.allowed = {"type", "message"}, .text = true}},
      {"system-out", {.text = true}},
      {"system-err", {.text = true}}};
  return all;
}

/// Every way in which an element is not as the schema has it.
std::vector<std::string> violations(pugi::xml_node node) {
  std::vector<std::string> found;
  std::string const name = node.name();
  auto const rule = rules().find(name);
  if (rule == rules().end()) return {"unknown element " + name};
  auto missing = rule->second.required;
  for (auto const attribute : node.attributes()) {
    if (missing.erase(attribute.name()) == 0 && !rule->second.allowed.contains(attribute.name()))
      found.push_back(name + " has the attribute " + attribute.name());
    std::regex const seconds("[0-9]+\\.[0-9]{3}");
    if (std::string(attribute.name()) == "time" && !std::regex_match(attribute.value(), seconds))
      found.push_back(name + " has the time " + attribute.value());
  }
  for (auto const& one : missing) found.push_back(name + " lacks " + one);
  for (auto const child : node.children()) {
    if (child.type() == pugi::node_pcdata) {
      if (!rule->second.text) found.push_back(name + " has text");
      continue;
    }
    if (!rule->second.children.contains(child.name())) found.push_back(name + " has the child " + child.name());
    auto const below = violations(child);
    found.insert(found.end(), below.begin(), below.end());
  }
  return found;
}

ScenarioOutcome broken_outcome() {
  auto outcome = bad_outcome();
  outcome.broken = true;
  outcome.problems = {{"lib/wrong.yaml: port in use"}};
  return outcome;
}

class Junit : public testing::Test {
protected:
  void read(std::vector<ScenarioOutcome> const& outcomes, RunFacts const& run = {}) {
    ASSERT_TRUE(document_.load_string(to_junit(outcomes, run).c_str()));
  }
  [[nodiscard]] std::string text(char const* path) const { return document_.select_node(path).node().text().get(); }
  [[nodiscard]] std::string attribute(char const* path) const {
    return document_.select_node(path).attribute().value();
  }
  pugi::xml_document document_{};
};

TEST_F(Junit, IsValidByTheSchemaOfJenkins) {
  auto hostile = bad_outcome();
  hostile.name = hostile.title = hostile.file = test::hostile_text;
  read({good_outcome(), bad_outcome(), test::baseline_outcome(), interrupted_outcome(), broken_outcome(), hostile,
        good_outcome()},
       {.version = "1.2", .started = "2026-10-04T16:00:00Z", .seconds = 3, .sabotage = true, .shuffle_seed = 7});
  EXPECT_THAT(violations(document_.child("testsuites")), testing::IsEmpty());
}

TEST_F(Junit, TheChecksFindWhatTheSchemaForbids) {
  ASSERT_TRUE(
      document_.load_string("<testsuites skipped='0'><testsuite name='a' tests='1' failures='0' errors='0'>"
                            "<testcase name='x' file='y' time='1'><properties/></testcase></testsuite></testsuites>"));
  EXPECT_EQ(violations(document_.child("testsuites")).size(), 4u);
}

TEST_F(Junit, CountsByEnding) {
  read({good_outcome(), bad_outcome(), interrupted_outcome(), broken_outcome()});
  EXPECT_EQ(attribute("/testsuites/@tests"), "4");
  EXPECT_EQ(attribute("/testsuites/@failures"), "1");
  EXPECT_EQ(attribute("/testsuites/@errors"), "1");
  EXPECT_EQ(attribute("/testsuites/testsuite[3]/@skipped"), "1");
  EXPECT_EQ(attribute("/testsuites/testsuite[1]/@failures"), "0");
}

TEST_F(Junit, HasATestcaseForEveryScenario) {
  read({good_outcome(), bad_outcome()});
  EXPECT_EQ(attribute("/testsuites/@name"), "wsus-lab");
  EXPECT_EQ(attribute("/testsuites/@time"), "1.682");
  EXPECT_EQ(attribute("//testsuite[1]/testcase/@classname"), "scenarios");
  EXPECT_EQ(attribute("//testsuite[1]/testcase/@name"), "too-many");
  EXPECT_EQ(attribute("//testsuite[1]/testcase/@time"), "0.841");
  EXPECT_EQ(attribute("//testsuite[1]/@file"), "lib/too-many.yaml");
  EXPECT_FALSE(document_.select_node("//testsuite[1]//failure"));
  EXPECT_EQ(text("//testsuite[1]//system-out"), to_text(good_outcome(), false, Detail::brief));
}

TEST_F(Junit, HasPropertiesTimeAndAConstantHost) {
  read({good_outcome()}, {.version = "1.2", .started = "2026-10-04T16:00:00.5Z", .shuffle_seed = 7});
  EXPECT_EQ(attribute("//testsuite/@timestamp"), "2026-10-04T16:00:00");
  EXPECT_EQ(attribute("//testsuite/@hostname"), "localhost");
  EXPECT_EQ(attribute("//property[@name='modes']/@value"), "FM01 FM81");
  EXPECT_EQ(attribute("//property[@name='hresults']/@value"), "0x80244007 0x80244007 0x00000000");
  EXPECT_EQ(attribute("//property[@name='shuffle_seed']/@value"), "7");
  EXPECT_EQ(attribute("//property[@name='sabotage']/@value"), "false");
  EXPECT_EQ(attribute("//property[@name='wsus-lab']/@value"), "1.2");
  read({good_outcome()});
  EXPECT_FALSE(document_.select_node("//property[@name='shuffle_seed']"));
}

TEST_F(Junit, NamesRepeatedRuns) {
  read({good_outcome(), good_outcome()});
  EXPECT_EQ(attribute("//testsuite[1]/testcase/@name"), "too-many");
  EXPECT_EQ(attribute("//testsuite[2]/testcase/@name"), "too-many (run 2)");
}

TEST_F(Junit, TellsWhatFailed) {
  read({bad_outcome()});
  EXPECT_EQ(attribute("//failure/@message"), "wrong.yaml:20: /verify/1: PC01: expected 0x00000000 \"S_OK\"");
  EXPECT_EQ(text("//failure"), "wrong.yaml:20: /verify/1: PC01: expected 0x00000000 \"S_OK\"\n"
                               "control 'a restart does not cure': wrong.yaml:30: /controls/0: it cures\n");
  EXPECT_FALSE(document_.select_node("//error"));
}

TEST_F(Junit, AnErrorOfTheLabIsAnError) {
  read({broken_outcome()});
  EXPECT_EQ(attribute("//error/@message"), "lib/wrong.yaml: port in use");
  EXPECT_FALSE(document_.select_node("//failure"));
}

TEST_F(Junit, AnInterruptedRunSaysSo) {
  read({good_outcome(), interrupted_outcome()});
  EXPECT_EQ(attribute("/testsuites/@name"), "wsus-lab (INTERRUPTED)");
  EXPECT_EQ(attribute("//skipped/@message"), "lib/late.yaml: interrupted before its end");
  EXPECT_EQ(attribute("//testsuite[2]//property[@name='interrupted']/@value"), "true");
  EXPECT_EQ(attribute("//testsuite[1]//property[@name='interrupted']/@value"), "false");
}

TEST_F(Junit, HasNoCharacterThatXmlForbids) {
  auto const xml = to_junit({bad_outcome()});
  EXPECT_THAT(xml, Not(HasSubstr("\x01")));
  EXPECT_THAT(xml, Not(HasSubstr("&#1;")));
  EXPECT_THAT(xml, Not(HasSubstr("&#01;")));
  EXPECT_THAT(xml, HasSubstr("PC01&gt; usoclient\xE2\x90\x81"));
}

}  // namespace
}  // namespace wsus::lab
