// wsus-lab document, and the shipped pages against the shipped library.
#include "tests/unit/scenarios/app/cli_fixture.hpp"
#include "tests/unit/scenarios/runner/small_scenario.hpp"

#include <gmock/gmock.h>

namespace wsus::lab {
namespace {

using test::small_scenario_text;
using test::with;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class Document : public test::CliTest {
protected:
  int document(std::vector<std::string> arguments = {}) {
    arguments.insert(arguments.begin(), "document");
    arguments.insert(arguments.end(), {"--library", path("lib"), "--out", path("docs")});
    return run(arguments);
  }
};

TEST_F(Document, WritesAPageWithTheLogsOfARunAndTheIndex) {
  file("lib/small.yaml", small_scenario_text());
  EXPECT_EQ(document(), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("docs/failure-modes/FM01.md: written\n"));
  EXPECT_THAT(out_, HasSubstr("\n2 written, 0 unchanged, 0 failed\n"));
  EXPECT_THAT(content("docs/failure-modes/FM01.md"), AllOf(HasSubstr("# FM01: "), HasSubstr("WS error: <detail>")));
  EXPECT_THAT(content("docs/FAILURE-MODES.md"), HasSubstr("[FM01](failure-modes/FM01.md)"));
}

TEST_F(Document, ASecondRunChangesNothing) {
  file("lib/small.yaml", small_scenario_text());
  EXPECT_EQ(document(), 0) << err_;
  EXPECT_EQ(document(), 0) << err_;
  EXPECT_EQ(out_, "0 written, 2 unchanged, 0 failed\n");
}

TEST_F(Document, CheckTellsWhatIsNotUpToDateAndRunsNothing) {
  file("lib/small.yaml", small_scenario_text());
  EXPECT_EQ(document({"--check"}), 1);
  EXPECT_FALSE(exists("docs"));
  EXPECT_EQ(document(), 0) << err_;
  file("lib/small.yaml", with(small_scenario_text(), "- name: a restart", "- name: a new restart"));
  EXPECT_EQ(document({"--check", "FM01"}), 1);
  EXPECT_THAT(out_, HasSubstr("FM01.md: not up to date\n"));
  EXPECT_THAT(out_, Not(HasSubstr("FAILURE-MODES.md: not up to date\n")));
}

TEST_F(Document, APageWhoseFailureDoesNotShowStaysAsItIs) {
  file("lib/small.yaml", with(small_scenario_text(), "maxInstalledPrerequisites: 11", "maxInstalledPrerequisites: 99"));
  file("docs/failure-modes/FM01.md", "before\n");
  EXPECT_EQ(document({"FM01"}), 1);
  EXPECT_THAT(err_, HasSubstr("wsus-lab: FM01 is not shown by small, its page stays as it is\n"));
  EXPECT_EQ(content("docs/failure-modes/FM01.md"), "before\n");
}

TEST_F(Document, APageOfAModeThatNobodyShowsGoes) {
  file("lib/small.yaml", small_scenario_text());
  file("docs/failure-modes/FM02.md", "before\n");
  EXPECT_EQ(document({"FM02"}), 0) << err_;
  EXPECT_FALSE(exists("docs/failure-modes/FM02.md"));
}

TEST_F(Document, RefusesAModeThatIsNoneAndALibraryThatIsNotThere) {
  EXPECT_EQ(run({"document", "FM99"}), 2);
  EXPECT_EQ(err_, "wsus-lab: 'FM99' is no failure mode that the lab knows; known: FM01 to FM82\n");
  EXPECT_EQ(run({"document", "--library", path("none")}), 2);
  EXPECT_THAT(err_, HasSubstr(path("none")));
}

TEST_F(Document, EndsWhenItIsInterrupted) {
  file("lib/small.yaml", small_scenario_text());
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(run({"document", "--library", path("lib"), "--out", path("docs")}, {.stop = stop.get_token()}), 1);
  EXPECT_THAT(err_, HasSubstr("interrupted"));
}

TEST_F(Document, TheShippedPagesAreThoseOfTheShippedLibrary) {
  std::string const source(WSUS_SOURCE_DIR);
  EXPECT_EQ(run({"document", "--check", "--library", source + "/scenarios/library", "--out", source + "/docs"}), 0)
      << out_ << "run: wsus-lab document";
}

}  // namespace
}  // namespace wsus::lab
