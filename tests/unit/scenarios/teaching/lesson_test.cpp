// A lesson as a state machine: which steps there are, what a typed line means, where one is after it.
#include "scenarios/teaching/lesson.hpp"

#include "scenarios/teaching/progress.hpp"
#include "scenarios/teaching/wish.hpp"
#include "tests/unit/scenarios/runner/small_scenario.hpp"

#include <gmock/gmock.h>

namespace wsus::lab {
namespace {

using test::small_baseline_text;
using test::small_scenario;
using test::small_scenario_text;
using test::with;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

Lesson small_lesson() { return lesson_of(small_scenario(small_scenario_text())); }

std::vector<std::string> const prompts{"PC01", "wsus"};

TEST(Lesson, EveryActionIsAStepAndItsExpectationsBelongToIt) {
  auto const lesson = small_lesson();
  ASSERT_EQ(lesson.steps.size(), 7U);  // a scan, five lines of the fix, a scan
  EXPECT_EQ(lesson.steps.front().chapter, Chapter::reproduce);
  EXPECT_EQ(lesson.steps.front().command()->line, "usoclient StartScan");
  EXPECT_EQ(lesson.steps.front().expected.size(), 1U);
  EXPECT_EQ(lesson.steps.at(1).chapter, Chapter::fix);
  EXPECT_TRUE(lesson.steps.at(1).expected.empty());
  EXPECT_EQ(lesson.steps.back().chapter, Chapter::verify);
  EXPECT_EQ(lesson.steps.back().expected.size(), 1U);
  EXPECT_THAT(lesson.prompts, ElementsAre("PC01", "wsus"));
}

TEST(Lesson, ACauseIsAChapterOfItsOwn) {
  auto const scenario = small_scenario(
      with(small_scenario_text(), "reproduce:\n", "cause:\n  - {at: wsus, run: iisreset}\nreproduce:\n"));
  auto const lesson = lesson_of(scenario);
  EXPECT_EQ(lesson.steps.size(), 8U);
  EXPECT_EQ(lesson.steps.front().chapter, Chapter::cause);
}

TEST(Lesson, ABaselineIsVerifiedOnly) {
  auto const lesson = lesson_of(small_scenario(small_baseline_text(), "baseline.yaml"));
  ASSERT_EQ(lesson.steps.size(), 1U);
  EXPECT_EQ(lesson.steps.front().chapter, Chapter::verify);
}

TEST(Lesson, ExpectationsThatFollowNoActionAreAStepThatOnlyLooks) {
  auto scenario = small_scenario(small_baseline_text(), "baseline.yaml");
  scenario.verify.erase(scenario.verify.begin());
  auto const lesson = lesson_of(scenario);
  ASSERT_EQ(lesson.steps.size(), 1U);
  EXPECT_FALSE(lesson.steps.front().action.has_value());
  EXPECT_EQ(lesson.steps.front().command(), nullptr);
}

TEST(Lesson, TellsWhatToSeeWithoutPlaceholders) {
  scenario::Expectation expected{.machine = "PC01", .hresult = 0x80244007, .server_log = {"ID={fault_id}, ErrorCode"}};
  auto const clauses = what_to_see(expected);
  EXPECT_THAT(clauses, Contains("the last scan of PC01 ended with 0x80244007 WU_E_PT_SOAPCLIENT_SOAPFAULT"));
  EXPECT_THAT(clauses, Contains("in SoftwareDistribution.log: ID=*, ErrorCode"));
  EXPECT_EQ(readable("no {end"), "no {end");
  EXPECT_TRUE(what_to_see({.machine = "PC01"}).empty());
}

TEST(Wish, ALetterIsAWishAndAnythingElseAreWords) {
  EXPECT_EQ(read_wish("", prompts), Wish(GoOn{}));
  EXPECT_EQ(read_wish("  \t\r", prompts), Wish(GoOn{}));
  EXPECT_EQ(read_wish("?", prompts), Wish(ShowHelp{}));
  EXPECT_EQ(read_wish("HELP", prompts), Wish(ShowHelp{}));
  EXPECT_EQ(read_wish(" L ", prompts), Wish(ShowLogs{}));
  EXPECT_EQ(read_wish("x", prompts), Wish(ShowExplanation{}));
  EXPECT_EQ(read_wish("Quit", prompts), Wish(Leave{}));
  EXPECT_EQ(read_wish("dir x", prompts), Wish((Words{.at = "", .text = "dir x"})));
}

TEST(Wish, APromptMayBeNamedAndARedirectionIsNoPrompt) {
  EXPECT_EQ(read_wish("pc01> ver", prompts), Wish((Words{.at = "PC01", .text = "ver"})));
  EXPECT_EQ(read_wish("WSUS>iisreset", prompts), Wish((Words{.at = "wsus", .text = "iisreset"})));
  EXPECT_EQ(read_wish("echo a > b", prompts), Wish((Words{.at = "", .text = "echo a > b"})));
}

TEST(Wish, CommandsAreComparedWithoutCaseAndBlanks) {
  EXPECT_TRUE(same_command("UsoClient   startscan ", "usoclient StartScan"));
  EXPECT_FALSE(same_command("usoclient StartScan now", "usoclient StartScan"));
  EXPECT_FALSE(same_command("iis reset", "iisreset"));
}

TEST(Progress, EnterDoesStepAfterStepUntilItIsOver) {
  Progress progress(small_lesson());
  EXPECT_EQ(progress.prompt(), "PC01");
  EXPECT_TRUE(progress.begins_chapter());
  for (std::size_t i = 0; i < 7; ++i) {
    ASSERT_FALSE(progress.over());
    EXPECT_EQ(progress.take(GoOn{}), Reaction(DoStep{i}));
  }
  EXPECT_TRUE(progress.over());
  EXPECT_FALSE(progress.left());
  EXPECT_EQ(progress.take(GoOn{}), Reaction(Leave{}));
  EXPECT_EQ(progress.own_lines(), 0U);
}

TEST(Progress, TheStepsOwnLineIsTheStepAndAnotherOneIsNot) {
  Progress progress(small_lesson());
  auto const own = progress.take(Words{.at = "", .text = "ver"});
  ASSERT_TRUE(std::holds_alternative<TypeOwn>(own));
  EXPECT_EQ(std::get<TypeOwn>(own).command.at, "PC01");
  EXPECT_FALSE(std::get<TypeOwn>(own).command.exit_code.has_value());
  EXPECT_EQ(progress.position(), 0U);
  EXPECT_EQ(progress.own_lines(), 1U);
  EXPECT_EQ(progress.take(Words{.at = "", .text = "usoclient  startscan"}), Reaction(DoStep{0}));
  EXPECT_EQ(progress.own_lines(), 1U);
}

TEST(Progress, TheSameLineAtAnotherPromptIsALineOfOnesOwn) {
  Progress progress(small_lesson());
  EXPECT_TRUE(std::holds_alternative<TypeOwn>(progress.take(Words{.at = "wsus", .text = "usoclient StartScan"})));
  EXPECT_EQ(progress.prompt(), "wsus");
  EXPECT_EQ(progress.take(Words{.at = "PC01", .text = "usoclient StartScan"}), Reaction(DoStep{0}));
}

TEST(Progress, HelpLogsAndExplanationsStayWhereTheyAre) {
  Progress progress(small_lesson());
  EXPECT_EQ(progress.take(ShowHelp{}), Reaction(ShowHelp{}));
  EXPECT_EQ(progress.take(ShowLogs{}), Reaction(ShowLogs{}));
  EXPECT_EQ(progress.take(ShowExplanation{}), Reaction(ShowExplanation{}));
  EXPECT_EQ(progress.take(Words{.at = "wsus", .text = ""}), Reaction(std::monostate{}));
  EXPECT_EQ(progress.position(), 0U);
}

TEST(Progress, WhoLeavesIsAskedNoMore) {
  Progress progress(small_lesson());
  EXPECT_EQ(progress.take(Leave{}), Reaction(Leave{}));
  EXPECT_TRUE(progress.over());
  EXPECT_TRUE(progress.left());
}

TEST(Progress, ChaptersBeginOnce) {
  Progress progress(small_lesson());
  std::size_t chapters = 0;
  while (!progress.over()) {
    if (progress.begins_chapter()) ++chapters;
    static_cast<void>(progress.take(GoOn{}));
  }
  EXPECT_EQ(chapters, 3U);
}

}  // namespace
}  // namespace wsus::lab
