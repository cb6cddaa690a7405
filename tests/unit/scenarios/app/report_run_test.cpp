// Reports of wsus-lab run as files, and its progress: whole or not at all, told before the run where that can be known.
#include "scenarios/app/progress.hpp"
#include "tests/unit/scenarios/app/cli_fixture.hpp"
#include "tests/unit/scenarios/runner/small_scenario.hpp"
#include "wsdl/program/report_file.hpp"

#include <gmock/gmock.h>

#include <sstream>
#include <stdexcept>

namespace wsus::lab {
namespace {

namespace fs = std::filesystem;

using program::ReportFile;
using test::small_scenario_text;
using testing::HasSubstr;
using testing::Not;

class Reports : public test::CliTest {
protected:
  [[nodiscard]] std::size_t files() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }
};

TEST_F(Reports, AFileIsReplacedWholeAndNothingElseIsLeft) {
  ReportFile const report(file("r.html", "before"));
  EXPECT_EQ(report.obstacle(), "");
  EXPECT_EQ(content("r.html"), "before") << "asking changes nothing";
  EXPECT_EQ(report.write("after"), "");
  EXPECT_EQ(content("r.html"), "after");
  EXPECT_EQ(files(), 1u);
}

TEST_F(Reports, AskingLeavesNoFileBehind) {
  EXPECT_EQ(ReportFile(path("new.xml")).obstacle(), "");
  EXPECT_EQ(files(), 0u);
}

TEST_F(Reports, ObstaclesAreSentences) {
  EXPECT_THAT(ReportFile(folder_).obstacle(), HasSubstr("is a folder; allowed: a file"));
  EXPECT_THAT(ReportFile(path("none/r.xml")).obstacle(), HasSubstr("there is no folder '" + path("none") + "'"));
  EXPECT_THAT(ReportFile("/proc/r.xml").obstacle(), HasSubstr("no file can be made in '/proc'"));
}

TEST_F(Reports, WhatCannotBeWrittenIsTold) {
  EXPECT_THAT(ReportFile(path("none/r.xml")).write("x"),
              HasSubstr("the report '" + path("none/r.xml") + "' cannot be written"));
  EXPECT_THAT(ReportFile("/dev/full").write("x"), HasSubstr("cannot be written"));
  EXPECT_EQ(files(), 0u);
}

TEST_F(Reports, ALinkStaysALink) {
  file("real.xml", "before");
  fs::create_symlink("real.xml", folder_ / "link.xml");
  EXPECT_EQ(ReportFile(path("link.xml")).write("after"), "");
  EXPECT_TRUE(fs::is_symlink(folder_ / "link.xml"));
  EXPECT_EQ(content("real.xml"), "after");
}

TEST_F(Reports, WhatIsNoRegularFileIsWrittenDirectly) {
  EXPECT_EQ(ReportFile("/dev/null").obstacle(), "");
  EXPECT_EQ(ReportFile("/dev/null").write("x"), "");
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

TEST_F(Reports, HtmlHasTheCallsOfTheRun) {
  EXPECT_EQ(run({"run", file("small.yaml", small_scenario_text()), "--html", path("r.html")}), 0) << err_;
  EXPECT_THAT(content("r.html"), HasSubstr("<svg class=\"seq\""));
  EXPECT_THAT(content("r.html"), HasSubstr("500 InvalidParameters"));
}

TEST_F(Reports, OfRepeatedRunsTheFirstHasItsCalls) {
  EXPECT_EQ(run({"run", file("small.yaml", small_scenario_text()), "--repeat", "2", "--html", path("r.html")}), 0)
      << err_;
  EXPECT_THAT(content("r.html"), HasSubstr("<svg class=\"seq\""));
  EXPECT_THAT(content("r.html"), HasSubstr("small (run 2)"));
  EXPECT_THAT(content("r.html"), HasSubstr("The calls of this run were not kept"));
}

TEST_F(Reports, AnInterruptedRunSaysSoInEveryReport) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(run({"run", file("small.yaml", small_scenario_text()), "--html", path("r.html"), "--json", path("r.json"),
                 "--junit", path("r.xml")},
                {.stop = stop.get_token()}),
            1);
  EXPECT_THAT(content("r.html"), HasSubstr("This run was interrupted: 1 of 1 did not run to the end."));
  EXPECT_THAT(content("r.json"), HasSubstr("\"interrupted\":true"));
  EXPECT_THAT(content("r.xml"), HasSubstr("wsus-lab (INTERRUPTED)"));
}

TEST_F(Reports, TheTimeIsThatOfTheGivenClock) {
  wusp::ManualClock const clock(*wusp::parse_xsd_date_time("2026-10-04T16:00:00Z"));
  EXPECT_EQ(run({"run", file("small.yaml", small_scenario_text()), "--junit", path("r.xml")}, {.clock = &clock}), 0);
  EXPECT_THAT(content("r.xml"), HasSubstr("timestamp=\"2026-10-04T16:00:00\""));
}

TEST_F(Reports, OneThatCannotBeWrittenEndsWithTwoBeforeTheRun) {
  auto const scenario = file("small.yaml", small_scenario_text());
  EXPECT_EQ(run({"run", scenario, "--html", path("none/r.html"), "--json", path("r.json")}), 2);
  EXPECT_EQ(out_, "");
  EXPECT_THAT(err_, HasSubstr("wsus-lab: --html '" + path("none/r.html") + "' cannot be written: there is no folder"));
  EXPECT_FALSE(exists("r.json"));
}

TEST_F(Reports, OneThatCannotBeWrittenAfterTheRunEndsWithOneAndTheOthersAreWritten) {
  auto const scenario = file("small.yaml", small_scenario_text());
  EXPECT_EQ(run({"run", scenario, "--html", "/dev/full", "--json", path("r.json")}), 1);
  EXPECT_THAT(out_, HasSubstr("1 scenario: 1 held"));
  EXPECT_THAT(err_, HasSubstr("wsus-lab: the report '/dev/full' cannot be written"));
  EXPECT_TRUE(exists("r.json"));
}

struct BrokenClock final : wusp::Clock {
  [[nodiscard]] wusp::UtcTime now() const override { throw std::runtime_error("the clock stands"); }
};

TEST_F(Reports, AnInternalErrorEndsWithThree) {
  BrokenClock const clock;
  EXPECT_EQ(run({"run", file("small.yaml", small_scenario_text())}, {.clock = &clock}), 3);
  EXPECT_EQ(err_, "wsus-lab: internal error: the clock stands\n");
}

TEST_F(Reports, TwoInOneFileAreWrongUsage) {
  EXPECT_EQ(run({"run", "--html", "a", "--junit", "./a"}), 2);
  EXPECT_THAT(err_, HasSubstr("--junit and --html name the same file './a'; allowed: two different files"));
  EXPECT_EQ(run({"run", "--html", "a", "--json", "a"}), 2);
  EXPECT_THAT(err_, HasSubstr("--json and --html name the same file"));
}

TEST(Progress, IsOneLineThatIsRewritten) {
  std::ostringstream out;
  {
    Progress progress(out, true, 2, [] { return 1.2; });
    progress.done(false);
    progress.print("a\n  did not hold\n");
  }
  EXPECT_EQ(out.str(), "[0/2] 0 did not hold, 1 s"
                       "\r\x1b[K[1/2] 1 did not hold, 1 s"
                       "\r\x1b[Ka\n  did not hold\n[1/2] 1 did not hold, 1 s"
                       "\r\x1b[K");
}

TEST(Progress, OfAnEndlessRunHasNoTotal) {
  std::ostringstream out;
  Progress const progress(out, true, 0, [] { return 0.0; });
  EXPECT_EQ(out.str(), "[0] 0 did not hold, 0 s");
}

TEST(Progress, WithoutATerminalThereAreOnlyPlainLines) {
  std::ostringstream out;
  {
    Progress progress(out, false, 2, [] { return 1.2; });
    progress.done(true);
    progress.print("a\n  held\n");
  }
  EXPECT_EQ(out.str(), "a\n  held\n");
}

TEST_F(Reports, ProgressIsShownOnATerminalAlone) {
  auto const scenario = file("small.yaml", small_scenario_text());
  EXPECT_EQ(run({"run", scenario, "--quiet"}, {.live = true}), 0);
  EXPECT_THAT(out_, testing::StartsWith("[0/1] 0 did not hold, 0 s\r\x1b[K"));
  EXPECT_THAT(out_, HasSubstr("\r\x1b[K1 scenario: 1 held"));
  EXPECT_EQ(run({"run", scenario, "--quiet"}), 0);
  EXPECT_THAT(out_, Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace wsus::lab
