// Windows, periods and chances as values.
#include "server/faults/rules/rule.hpp"

#include "tests/unit/server/faults/rules/seen.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::faults {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<int> contained(Window const& window) {
  std::vector<int> numbers;
  for (int n = 1; n <= 12; ++n) {
    if (window.contains(static_cast<std::uint64_t>(n))) numbers.push_back(n);
  }
  return numbers;
}

TEST(Window, ContainsTheFirstTheKthToMthAndEveryNth) {
  EXPECT_EQ(contained({}).size(), 12u);
  EXPECT_THAT(contained({.to = 3}), ElementsAre(1, 2, 3));
  EXPECT_THAT(contained({.from = 4, .to = 6}), ElementsAre(4, 5, 6));
  EXPECT_THAT(contained({.from = 2, .to = 2}), ElementsAre(2));
  EXPECT_THAT(contained({.every = 4}), ElementsAre(1, 5, 9));
  EXPECT_THAT(contained({.from = 3, .to = 11, .every = 4}), ElementsAre(3, 7, 11));
  EXPECT_THAT(contained({.from = 13}), IsEmpty());
}

TEST(Period, HasItsStartAndNotItsEnd) {
  auto const before = at_time("2026-10-04T14:59:59.9999999Z");
  auto const start = at_time("2026-10-04T15:00:00Z");
  auto const end = at_time("2026-10-04T16:00:00Z");
  Period const both{.from = start, .until = end};
  EXPECT_FALSE(both.contains(before));
  EXPECT_TRUE(both.contains(start));
  EXPECT_FALSE(both.contains(end));
  EXPECT_TRUE((Period{.until = end}.contains(before)));
  EXPECT_FALSE((Period{.until = end}.contains(end)));
  EXPECT_TRUE((Period{.from = start}.contains(end)));
  EXPECT_TRUE(Period{}.contains(before));
}

std::vector<bool> draws(Chance const& chance, std::string_view rule, std::string_view client, std::uint64_t count) {
  std::vector<bool> fallen;
  for (std::uint64_t n = 1; n <= count; ++n) fallen.push_back(chance.falls(rule, client, n));
  return fallen;
}

TEST(Chance, FallsAsOftenAsItSays) {
  for (double const probability : {0.01, 0.25, 0.5, 0.9}) {
    auto const fallen = draws({.probability = probability}, "r", pc01, 20'000);
    auto const share = static_cast<double>(std::count(fallen.begin(), fallen.end(), true)) / 20'000;
    EXPECT_NEAR(share, probability, 0.015);
  }
  EXPECT_THAT(draws({.probability = 1.0}, "r", pc01, 100), testing::Each(true));
}

TEST(Chance, DependsOnSeedRuleClientAndNumberAlone) {
  auto const one = draws({.probability = 0.5, .seed = 7}, "r", pc01, 200);
  EXPECT_EQ(draws({.probability = 0.5, .seed = 7}, "r", pc01, 200), one);
  EXPECT_NE(draws({.probability = 0.5, .seed = 8}, "r", pc01, 200), one);
  EXPECT_NE(draws({.probability = 0.5, .seed = 7}, "s", pc01, 200), one);
  EXPECT_NE(draws({.probability = 0.5, .seed = 7}, "r", pc02, 200), one);
}

/// Written down on purpose: a seed in a report has to give the same events with every build.
TEST(Chance, IsTheSameWithEveryBuild) {
  Chance const chance{.probability = 0.5, .seed = 1};
  std::string fallen;
  for (std::uint64_t n = 1; n <= 32; ++n) fallen += chance.falls("r", "c", n) ? '1' : '0';
  EXPECT_EQ(fallen, "11011101110010001110010101010001");
}

TEST(StageOfARule, IsTheLaterOneOfFaultAndMatch) {
  EXPECT_EQ(stage_of(resetting("r")), Stage::connection);
  EXPECT_EQ(stage_of(answering("r", 404)), Stage::request);
  EXPECT_EQ(stage_of(answering("r", 404, {.operations = {"GetConfig"}})), Stage::call);
  EXPECT_EQ(stage_of(refusing("r", {.secure = true})), Stage::call);
  EXPECT_EQ(stage_of(marking("r", ReplyStep::body)), Stage::reply);
}

}  // namespace
}  // namespace wsus::faults
