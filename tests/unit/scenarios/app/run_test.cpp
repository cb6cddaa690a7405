// wsus-lab run: exit codes, report files, and that nothing starts when anything is wrong.
#include "tests/unit/scenarios/app/cli_fixture.hpp"
#include "tests/unit/scenarios/runner/small_scenario.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>

namespace wsus::lab {
namespace {

using test::small_scenario_text;
using test::with;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string wrong_scenario() { return with(small_scenario_text(), "updates_found: 3", "updates_found: 4"); }

class Run : public test::CliTest {};

TEST_F(Run, EndsWithZeroWhenEverythingHeld) {
  auto const scenario = file("small.yaml", small_scenario_text());
  EXPECT_EQ(run({"run", scenario}), 0) << out_;
  EXPECT_THAT(out_, StartsWith("small  One prerequisite too many\n  A small world.\n  reproduced  0x80244007 "));
  EXPECT_THAT(out_, HasSubstr("\n1 scenario: 1 held, 0 did not ("));
  EXPECT_EQ(err_, "");
}

TEST_F(Run, ShowsTheFixAsTypedAndWhatDoesNotCure) {
  EXPECT_EQ(run({"run", file("small.yaml", small_scenario_text())}), 0) << out_;
  EXPECT_THAT(out_, HasSubstr("\n  fixed       5 commands, typed at an elevated prompt\n"
                              "    wsus> cd %programfiles%\\Update Services\\WebServices\\ClientWebService\n"
                              "    wsus> takeown /f web.config\n"));
  EXPECT_THAT(out_, HasSubstr("\n    wsus> iisreset\n  verified "));
  EXPECT_THAT(out_, HasSubstr("\n    - a restart\n    - room for twelve\n  held in "));
}

TEST_F(Run, QuietTellsResultsOnly) {
  EXPECT_EQ(run({"run", file("small.yaml", small_scenario_text()), "--quiet"}), 0) << out_;
  EXPECT_THAT(out_, StartsWith("small  One prerequisite too many\n  reproduced  0x80244007 "));
  EXPECT_THAT(out_, HasSubstr("\n  fixed       5 commands\n  verified "));
  EXPECT_THAT(out_, HasSubstr("did not fail\n  held in "));
}

TEST_F(Run, JunitTellsResultsOnly) {
  EXPECT_EQ(run({"run", file("small.yaml", small_scenario_text()), "--junit", path("report.xml")}), 0);
  EXPECT_THAT(content("report.xml"), HasSubstr("small  One prerequisite too many\n  reproduced  0x80244007 "));
}

TEST_F(Run, SabotageDescribesNothingForAnotherFixIsTyped) {
  EXPECT_EQ(run({"run", file("small.yaml", small_scenario_text()), "--sabotage"}), 1);
  EXPECT_THAT(out_, StartsWith("small  One prerequisite too many\n  reproduced  "));
  EXPECT_THAT(out_, Not(HasSubstr("wsus>")));
}

TEST_F(Run, EndsWithOneWhenOneDidNotHold) {
  file("lib/good.yaml", small_scenario_text());
  file("lib/wrong.yaml", wrong_scenario());
  EXPECT_EQ(run({"run", path("lib"), "--jobs", "2"}), 1);
  EXPECT_THAT(out_, HasSubstr("2 scenarios: 1 held, 1 did not"));
  EXPECT_THAT(out_, HasSubstr("=== wrong: verify\n"));
}

TEST_F(Run, WritesBothReports) {
  auto const scenario = file("small.yaml", small_scenario_text());
  file("report.json", "what was there before, and was longer than the report that is written over it");
  EXPECT_EQ(run({"run", scenario, "--json", path("report.json"), "--junit", path("report.xml")}), 0);
  auto const json = boost::json::parse(content("report.json"));
  EXPECT_EQ(json.at(0).at("name"), "small");
  EXPECT_EQ(json.at(0).at("passed"), true);
  EXPECT_THAT(content("report.xml"), HasSubstr("<testcase classname=\"scenarios\" name=\"small\""));
}

TEST_F(Run, StartsNothingWhenOneFileIsWrong) {
  auto const good = file("good.yaml", small_scenario_text());
  auto const bad = file("bad.yaml", with(small_scenario_text(), "title:", "titel:"));
  EXPECT_EQ(run({"run", good, bad, "--json", path("report.json")}), 2);
  EXPECT_EQ(out_, "");
  EXPECT_THAT(err_, StartsWith(bad + ":1:"));
  EXPECT_FALSE(exists("report.json"));
}

TEST_F(Run, StartsNothingWhenAPathIsNotThere) {
  EXPECT_EQ(run({"run", path("none")}), 2);
  EXPECT_EQ(out_, "");
  EXPECT_THAT(err_, HasSubstr(path("none")));
}

TEST_F(Run, StartsNothingWhenAReportCannotBeWritten) {
  auto const scenario = file("small.yaml", small_scenario_text());
  for (auto const* option : {"--json", "--junit"}) {
    EXPECT_EQ(run({"run", scenario, option, path("no-folder/report")}), 2);
    EXPECT_EQ(out_, "");
    EXPECT_EQ(err_, std::string("wsus-lab: ") + option + " '" + path("no-folder/report") +
                        "' cannot be written: there is no folder '" + path("no-folder") +
                        "'; allowed: a file in a folder that is there\n");
  }
}

TEST_F(Run, EndsWithOneWhenInterruptedAndSaysSo) {
  auto const scenario = file("small.yaml", small_scenario_text());
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(run({"run", scenario, "--json", path("report.json")}, {.stop = stop.get_token()}), 1);
  EXPECT_THAT(out_, HasSubstr("small.yaml: interrupted before its end\n"));
  EXPECT_THAT(out_, HasSubstr("1 scenario: 0 held, 0 did not, 1 not run to the end: INTERRUPTED"));
  EXPECT_EQ(boost::json::parse(content("report.json")).at(0).at("passed"), false);
}

TEST_F(Run, SabotageOfAGoodScenarioFailsAndSaysThatItMust) {
  auto const scenario = file("small.yaml", small_scenario_text());
  EXPECT_EQ(run({"run", scenario, "--sabotage"}), 1);
  EXPECT_THAT(out_, HasSubstr("1 scenario: 0 held, 1 did not; all 1 with a swapped fix failed, as they must"));
}

TEST_F(Run, SabotageThatPassesEndsWithThree) {
  auto text = with(small_scenario_text(), test::small_fix_text(), "\n  - {at: wsus, run: iisreset}\n");
  std::string control_fix;
  for (auto const line : {R"('cd %programfiles%\Update Services\WebServices\ClientWebService')",
                          "takeown /f web.config", R"x("icacls web.config /grant administrator:(F)")x",
                          "notepad.exe web.config /set maxInstalledPrerequisites=12"})
    control_fix += std::string("      - {at: wsus, run: ") + line + "}\n";
  text = with(text, "      - {at: wsus, run: iisreset}\n", control_fix);
  EXPECT_EQ(run({"run", file("swapped.yaml", text), "--sabotage"}), 3);
  EXPECT_THAT(out_, HasSubstr("THE VERIFIER IS BROKEN: passed with the fix swapped: swapped"));
}

TEST_F(Run, ColoursOnlyWhenToldTo) {
  auto const scenario = file("small.yaml", small_scenario_text());
  EXPECT_EQ(run({"run", scenario}), 0);
  EXPECT_THAT(out_, Not(HasSubstr("\x1b")));
  EXPECT_EQ(run({"run", scenario}, {.colour = true}), 0);
  EXPECT_THAT(out_, HasSubstr("\x1b[1msmall\x1b[0m"));
}

}  // namespace
}  // namespace wsus::lab
