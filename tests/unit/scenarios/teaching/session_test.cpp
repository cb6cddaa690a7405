// Lessons and quizzes held with streams, in a real world: what is asked, shown, and how it ends.
#include "scenarios/catalogue/failure_modes.hpp"
#include "scenarios/report/columns.hpp"
#include "scenarios/runner/log_fragments.hpp"
#include "scenarios/teaching/lesson_session.hpp"
#include "scenarios/teaching/page.hpp"
#include "scenarios/teaching/quiz_session.hpp"
#include "scenarios/teaching/stand.hpp"
#include "tests/unit/scenarios/runner/small_scenario.hpp"

#include <gmock/gmock.h>

#include <numeric>
#include <sstream>

namespace wsus::lab {
namespace {

using test::small_scenario;
using test::small_scenario_text;
using test::with;
using testing::Each;
using testing::HasSubstr;
using testing::Le;
using testing::Not;
using testing::ResultOf;

std::string enters(std::size_t count) { return std::string(count, '\n'); }

constexpr std::string_view own_echo = "usoclient startscan";

/// The fix, as a learner types it beside the lesson.
constexpr std::string_view cure =
    "wsus> cd %programfiles%\\Update Services\\WebServices\\ClientWebService\nwsus> takeown /f web.config\n"
    "wsus> icacls web.config /grant administrator:(F)\n"
    "wsus> notepad.exe web.config /set maxInstalledPrerequisites=12\nwsus> iisreset\n";

class Sessions : public testing::Test {
protected:
  LessonEnd lesson(std::string const& typed, std::string const& text = small_scenario_text()) {
    auto const scenario = small_scenario(text);
    std::istringstream in(typed);
    std::ostringstream out;
    Talk talk({.in = &in, .out = &out, .stop = stop_.get_token()});
    auto const end = hold_lesson(scenario, {}, backgrounds_, talk);
    out_ = out.str();
    return end;
  }
  QuizEnd quiz(std::string const& typed, std::string const& text = small_scenario_text()) {
    auto const scenario = small_scenario(text, "hidden-name.yaml");
    std::vector<std::size_t> order(catalogue_of_modes::failure_modes().size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::istringstream in(typed);
    std::ostringstream out;
    Talk talk({.in = &in, .out = &out, .stop = stop_.get_token()});
    auto const end = hold_quiz({question_of(scenario, order)}, {}, backgrounds_, talk);
    out_ = out.str();
    return end;
  }
  void expect_width() const { EXPECT_THAT(lines_of(out_), Each(ResultOf(columns_of, Le(page_width)))); }

  std::stop_source stop_{};
  BackgroundShelf backgrounds_{};
  std::string out_{};
};

TEST_F(Sessions, EnterGoesThroughReproduceFixAndVerifyWithBothLogs) {
  auto const end = lesson(enters(7));
  EXPECT_EQ(end.ending, Ending::finished) << out_;
  EXPECT_TRUE(end.as_expected) << out_;
  EXPECT_THAT(lines_of(out_), testing::IsSupersetOf({"step 1 of 7", "  PC01> usoclient StartScan", "step 7 of 7"}));
  for (auto const* text : {"== reproduce =", "== fix =", "== verify =", "-- client PC01, WindowsUpdate.log (",
                           "-- server, SoftwareDistribution.log (", "-- server, IIS log (", "scan ended 0x80244007",
                           "the last scan of PC01 ended with 0x80244007", "Everything was as the lesson says.",
                           "  - a restart\n", "  - KB4096317\n"})
    EXPECT_THAT(out_, HasSubstr(text));
  EXPECT_THAT(out_, Not(HasSubstr("  - room for twelve\n")));  // a twin is no fix
  expect_width();
}

TEST_F(Sessions, OnlyNewLinesAreShownAfterEachStep) {
  static_cast<void>(lesson(enters(7)));
  auto const fix = out_.substr(out_.find("== fix ="), out_.find("== verify =") - out_.find("== fix ="));
  EXPECT_THAT(fix, Not(HasSubstr("-- client PC01")));
  EXPECT_THAT(fix, Not(HasSubstr("ThrowException")));
}

TEST_F(Sessions, TheInputMayEndAtEveryQuestion) {
  for (std::size_t count = 0; count < 7; ++count) {
    auto const end = lesson(enters(count));
    EXPECT_EQ(end.ending, Ending::end_of_input) << count;
    EXPECT_TRUE(end.as_expected) << count;
    EXPECT_THAT(out_, Not(HasSubstr("== the end =")));
  }
}

TEST_F(Sessions, TheLearnerMayTypeTheStepOrAnythingElse) {
  auto const end = lesson("ver\n" + std::string(own_echo) + "\nwsus> findstr maxInstalled nowhere.txt\n" + enters(6));
  EXPECT_EQ(end.ending, Ending::finished) << out_;
  EXPECT_TRUE(end.as_expected) << out_;
  EXPECT_THAT(out_, HasSubstr("  wsus> findstr maxInstalled nowhere.txt\n"));
  EXPECT_THAT(out_, HasSubstr("[exit code "));
}

TEST_F(Sessions, WhatDiffersAfterLinesOfOnesOwnIsToldAndIsNoFailure) {
  // Cured before the failure was shown.
  auto const end = lesson(std::string(cure) + enters(7));
  EXPECT_EQ(end.ending, Ending::finished) << out_;
  EXPECT_THAT(out_, HasSubstr("Not what the lesson expects, after the lines of your own:"));
  EXPECT_TRUE(end.as_expected) << out_;
}

TEST_F(Sessions, ALessonThatDoesNotHoldSaysSo) {
  auto const end = lesson(enters(7), with(small_scenario_text(), "updates_found: 3", "updates_found: 4"));
  EXPECT_EQ(end.ending, Ending::finished);
  EXPECT_FALSE(end.as_expected);
  EXPECT_THAT(out_, HasSubstr("NOT WHAT THE LESSON EXPECTS:"));
  EXPECT_THAT(out_, HasSubstr("Not everything was as the lesson says."));
}

TEST_F(Sessions, HelpLogsAndExplanationsAreThereAtEveryQuestion) {
  auto const end = lesson("?\nl\nx\n\nl\nx\nq\n");
  EXPECT_EQ(end.ending, Ending::left);
  EXPECT_THAT(out_, HasSubstr("goes on: the line that is shown is typed for you"));
  EXPECT_THAT(out_, HasSubstr("WU_E_PT_SOAPCLIENT_SOAPFAULT"));
  EXPECT_THAT(out_, HasSubstr("FM01  More installed non-leaf"));
  EXPECT_THAT(out_, HasSubstr("where to look"));
  EXPECT_THAT(out_, testing::ContainsRegex("-- client PC01, WindowsUpdate.log \\([0-9]+ lines\\)"));
  expect_width();
}

TEST_F(Sessions, AStopEndsTheLesson) {
  stop_.request_stop();
  EXPECT_EQ(lesson(enters(7)).ending, Ending::interrupted);
  EXPECT_EQ(quiz("FM01\n").ending, Ending::interrupted);
}

TEST_F(Sessions, AQuizHidesTheFaultUntilItIsAnswered) {
  auto const end = quiz("FM01\n");
  EXPECT_EQ(end.ending, Ending::finished) << out_;
  EXPECT_EQ(end.score.text(), "1 of 1 right, 4 of 4 points");
  auto const answer = out_.find("== the answer =");
  ASSERT_NE(answer, std::string::npos);
  auto const before = out_.substr(0, out_.find("What is wrong here?"));
  for (auto const* hidden :
       {"hidden-name", "One prerequisite too many", "FM01", "More installed non-leaf", "A small world"})
    EXPECT_THAT(before, Not(HasSubstr(hidden)));
  EXPECT_THAT(before, HasSubstr("scan ended 0x80244007"));
  EXPECT_THAT(before, HasSubstr("-- client PC01, WindowsUpdate.log ("));
  EXPECT_THAT(before, HasSubstr("-- server, SoftwareDistribution.log ("));
  auto const after = out_.substr(answer);
  for (auto const* shown : {"FM01  More installed", "One prerequisite too many", "wsus> iisreset", "teach hidden-name"})
    EXPECT_THAT(after, HasSubstr(shown));
  expect_width();
}

TEST_F(Sessions, HintsChoicesAndWrongAnswersCostPoints) {
  auto const end = quiz("h\nc\nFM30\nfm01\n");
  EXPECT_EQ(end.score.text(), "1 of 1 right, 1 of 4 points");
  EXPECT_THAT(out_, HasSubstr("hint 1: the fault lies in this layer: soap / wsus-app"));
  EXPECT_THAT(out_, HasSubstr("Wrong. It is not FM30"));
  EXPECT_THAT(out_, HasSubstr("\nRight. FM01"));
  EXPECT_EQ(quiz("h\nh\nh\nh\ng\n").score.text(), "0 of 1 right, 0 of 4 points");
  EXPECT_THAT(out_, HasSubstr("There are no more hints"));
}

TEST_F(Sessions, TwoWrongAnswersShowTheRightOne) {
  EXPECT_EQ(quiz("FM30\nFM31\n").score.text(), "0 of 1 right, 0 of 4 points");
  EXPECT_THAT(out_, HasSubstr("== the answer ="));
}

TEST_F(Sessions, TheLearnerMayLookAroundInAQuiz) {
  auto const end = quiz("PC01> ver\n\n?\nx\nl\nwsus>\n0x80244007\nq\n");
  EXPECT_EQ(end.ending, Ending::left);
  EXPECT_EQ(end.score.questions, 0U);
  EXPECT_THAT(out_, HasSubstr("  PC01> ver\n"));
  EXPECT_THAT(out_, HasSubstr("failure modes end with 0x80244007"));
  EXPECT_THAT(out_, Not(HasSubstr("== the answer =")));
  expect_width();
}

TEST(StepSeen, TheScanThatFailedTellsMost) {
  EXPECT_EQ(StepSeen{}.telling_code(), std::nullopt);
  StepSeen seen;
  seen.scans = {{.hresult = 0x80244007}, {.hresult = 0x80244022}, {.hresult = 0}};
  EXPECT_EQ(seen.telling_code(), 0x80244022U);
  seen.scans = {{.hresult = 0}};
  EXPECT_EQ(seen.telling_code(), 0U);
}

TEST_F(Sessions, AScanThatGoesWellDoesNotHideTheCodeOfTheQuestion) {
  static_cast<void>(quiz(std::string(cure) + "PC01> usoclient StartScan\nx\nq\n"));
  EXPECT_THAT(out_, HasSubstr("[PC01: scan ended 0x00000000 S_OK]\n"));
  EXPECT_THAT(out_, HasSubstr("0x80244007  WU_E_PT_SOAPCLIENT_SOAPFAULT\n  meaning")) << out_;
}

TEST_F(Sessions, TheInputMayEndInTheMiddleOfAQuiz) {
  for (auto const* typed : {"", "h\n", "c\n", "FM30\n"}) {
    auto const end = quiz(typed);
    EXPECT_EQ(end.ending, Ending::end_of_input) << typed;
    EXPECT_THAT(out_, HasSubstr("0 of 0 right, 0 of 0 points"));
  }
}

TEST_F(Sessions, AFaultThatDoesNotShowIsNoQuestion) {
  auto const end =
      quiz("FM01\n", with(small_scenario_text(),
                          "  - expect: {hresult: 0x80244007}\nfix:", "  - expect: {hresult: 0x80244010}\nfix:"));
  EXPECT_FALSE(end.all_shown);
  EXPECT_EQ(end.score.questions, 0U);
  EXPECT_THAT(out_, HasSubstr("could not be shown"));
}

}  // namespace
}  // namespace wsus::lab
