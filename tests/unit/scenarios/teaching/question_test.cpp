// Questions: hints in growing clearness, choices that are plausible, answers, points.
#include "scenarios/teaching/question.hpp"

#include "scenarios/teaching/score.hpp"
#include "tests/unit/scenarios/runner/small_scenario.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <numeric>
#include <set>

namespace wsus::lab {
namespace {

using catalogue_of_modes::failure_modes;
using catalogue_of_modes::find_mode;
using test::small_baseline_text;
using test::small_scenario;
using test::small_scenario_text;
using test::with;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using Verdict = Judgement::Verdict;

std::vector<std::size_t> in_order() {
  std::vector<std::size_t> order(failure_modes().size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  return order;
}

class Questions : public testing::Test {
protected:
  scenario::Scenario const scenario_ = small_scenario(small_scenario_text());
  Question const question_ = question_of(scenario_, in_order());
};

TEST_F(Questions, OnlyAFailureOfTheCatalogueCanBeAsked) {
  EXPECT_TRUE(can_be_asked(scenario_));
  auto const baseline = small_scenario(small_baseline_text(), "baseline.yaml");
  EXPECT_FALSE(can_be_asked(baseline));
  EXPECT_THROW(static_cast<void>(question_of(baseline, in_order())), std::invalid_argument);
}

TEST_F(Questions, ThereAreFourChoicesOneOfThemRight) {
  ASSERT_EQ(question_.choices.size(), choices_of_a_question);
  EXPECT_EQ(std::ranges::count(question_.choices, find_mode("FM01")), 1);
  std::set const distinct(question_.choices.begin(), question_.choices.end());
  EXPECT_EQ(distinct.size(), choices_of_a_question);
}

TEST_F(Questions, OtherChoicesEndWithTheSameCode) {
  for (auto const* mode : question_.choices)
    EXPECT_THAT(catalogue_of_modes::codes_of(*mode), Contains(0x80244007U)) << mode->id;
}

TEST_F(Questions, AnotherOrderGivesOtherChoicesAndAnotherPlace) {
  std::set<std::size_t> places;
  std::set<Question::Modes> sets;
  for (std::size_t turn = 0; turn < 12; ++turn) {
    auto order = in_order();
    std::ranges::rotate(order, order.begin() + static_cast<std::ptrdiff_t>(turn * 7 % order.size()));
    auto const question = question_of(scenario_, order);
    places.insert(
        static_cast<std::size_t>(std::ranges::find(question.choices, find_mode("FM01")) - question.choices.begin()));
    sets.insert(question.choices);
    EXPECT_EQ(question.choices, question_of(scenario_, order).choices);
  }
  EXPECT_GT(places.size(), 1U);
  EXPECT_GT(sets.size(), 1U);
}

TEST_F(Questions, HintsGoFromTheLayerOverALogToTheCause) {
  ASSERT_EQ(question_.hints.size(), 3U);
  EXPECT_EQ(question_.hints[0], "the fault lies in this layer: soap / wsus-app");
  EXPECT_THAT(question_.hints[1], StartsWith("look in "));
  EXPECT_THAT(question_.hints[2], HasSubstr("maxInstalledPrerequisites"));
  EXPECT_THAT(question_.hints[0], Not(HasSubstr("maxInstalledPrerequisites")));
}

TEST_F(Questions, TheServersLogIsHintedBeforeTheClients) {
  auto const scenario = small_scenario(
      with(small_scenario_text(), "  - expect: {hresult: 0x80244007}\nfix:",
           "  - expect: {hresult: 0x80244007, client_log: [a], server_log: ['ID={fault_id}, b']}\nfix:"));
  EXPECT_EQ(question_of(scenario, in_order()).hints[1], "look in SoftwareDistribution.log for: ID=*, b");
}

TEST_F(Questions, AModeIsRightOrWrongInAnyCase) {
  EXPECT_EQ(judge(question_, "FM01", false).verdict, Verdict::right);
  EXPECT_EQ(judge(question_, " fm01 ", false).verdict, Verdict::right);
  auto const wrong = judge(question_, "FM30", false);
  EXPECT_EQ(wrong.verdict, Verdict::wrong);
  EXPECT_THAT(wrong.why, HasSubstr("FM30"));
  EXPECT_THAT(wrong.why, Not(HasSubstr("FM01")));
}

TEST_F(Questions, ACodeThatSeveralModesShareIsNoAnswerYet) {
  auto const judged = judge(question_, "0x80244007", false);
  EXPECT_EQ(judged.verdict, Verdict::unclear);
  EXPECT_THAT(judged.why, HasSubstr("failure modes end with 0x80244007"));
  EXPECT_EQ(judge(question_, "WU_E_PT_SOAPCLIENT_SOAPFAULT", false).verdict, Verdict::unclear);
}

TEST_F(Questions, ACodeOfOneModeAloneMeansThatMode) {
  for (auto const& mode : failure_modes()) {
    for (auto const code : catalogue_of_modes::codes_of(mode)) {
      if (catalogue_of_modes::modes_of(code).size() != 1 || mode.id == "FM01") continue;
      EXPECT_EQ(judge(question_, agent::to_hex(code), false).verdict, Verdict::wrong) << mode.id;
      return;
    }
  }
  FAIL() << "the catalogue has no code of one mode alone";
}

TEST_F(Questions, WordsAreRightWhereTheyMeanTheModeAndUnclearWhereTheyMeanMany) {
  EXPECT_EQ(judge(question_, "maxInstalledPrerequisites", false).verdict, Verdict::right);
  EXPECT_EQ(judge(question_, "installed, NON leaf!", false).verdict, Verdict::right);
  EXPECT_EQ(judge(question_, "server", false).verdict, Verdict::unclear);
  EXPECT_EQ(judge(question_, "blue elephants", false).verdict, Verdict::unclear);
  EXPECT_EQ(judge(question_, "!!", false).verdict, Verdict::unclear);
  EXPECT_EQ(judge(question_, "", false).verdict, Verdict::unclear);
  EXPECT_EQ(judge(question_, "maxCachedUpdates", false).verdict, Verdict::wrong);
}

TEST_F(Questions, ANumberCountsWhereChoicesWereShownOnly) {
  auto const right = std::ranges::find(question_.choices, find_mode("FM01")) - question_.choices.begin();
  auto const number = std::to_string(right + 1);
  EXPECT_EQ(judge(question_, number, true).verdict, Verdict::right);
  EXPECT_NE(judge(question_, number, false).verdict, Verdict::right);
  EXPECT_EQ(judge(question_, std::to_string((right + 1) % 4 + 1), true).verdict, Verdict::wrong);
  EXPECT_NE(judge(question_, "5", true).verdict, Verdict::right);
}

TEST(Tries, EachHelpCostsAPointAndARightAnswerIsWorthOneAtLeast) {
  EXPECT_EQ((Tries{.right = true}.points()), 4U);
  EXPECT_EQ((Tries{.hints = 1, .right = true}.points()), 3U);
  EXPECT_EQ((Tries{.hints = 1, .choices = true, .right = true}.points()), 2U);
  EXPECT_EQ((Tries{.hints = 3, .choices = true, .wrong = 1, .right = true}.points()), 1U);
  EXPECT_EQ((Tries{.wrong = 2}.points()), 0U);
  EXPECT_EQ(Tries{}.points(), 0U);
}

TEST(Tries, TwoWrongAnswersEndAQuestion) {
  EXPECT_FALSE(Tries{}.over());
  EXPECT_FALSE((Tries{.wrong = 1}.over()));
  EXPECT_TRUE((Tries{.wrong = 2}.over()));
  EXPECT_TRUE((Tries{.right = true}.over()));
}

TEST(Score, AddsUp) {
  Score score;
  EXPECT_EQ(score.text(), "0 of 0 right, 0 of 0 points");
  score.add({.hints = 1, .right = true});
  score.add({.wrong = 2});
  EXPECT_EQ(score.text(), "1 of 2 right, 3 of 8 points");
}

}  // namespace
}  // namespace wsus::lab
