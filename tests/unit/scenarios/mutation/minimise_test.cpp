// Delta debugging on lists of numbers.
#include "scenarios/mutation/minimise.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <vector>

namespace wsus::lab {
namespace {

using testing::ElementsAre;

std::vector<int> numbers(int count) {
  std::vector<int> all(static_cast<std::size_t>(count));
  std::iota(all.begin(), all.end(), 0);
  return all;
}

bool has(std::vector<int> const& items, int number) {
  return std::find(items.begin(), items.end(), number) != items.end();
}

TEST(Minimised, FindsTheOneThatCounts) {
  for (int culprit = 0; culprit < 13; ++culprit) {
    auto const left = minimised(numbers(13), [&](auto const& items) { return has(items, culprit); });
    EXPECT_THAT(left, ElementsAre(culprit));
  }
}

TEST(Minimised, KeepsAllThatBelongTogetherInTheirOrder) {
  auto const left =
      minimised(numbers(40), [](auto const& items) { return has(items, 3) && has(items, 20) && has(items, 39); });
  EXPECT_THAT(left, ElementsAre(3, 20, 39));
}

TEST(Minimised, LeavesNothingOutThatIsNeeded) {
  auto const left = minimised(numbers(5), [](auto const& items) { return items.size() == 5; });
  EXPECT_THAT(left, ElementsAre(0, 1, 2, 3, 4));
}

TEST(Minimised, OneOrNoneStays) {
  auto const fails = [](auto const&) { return true; };
  EXPECT_THAT(minimised(std::vector<int>{7}, fails), ElementsAre(7));
  EXPECT_THAT(minimised(std::vector<int>{}, fails), ElementsAre());
}

TEST(Minimised, TriesNothingThatIsEmptyOrWhole) {
  static_cast<void>(minimised(numbers(8), [](auto const& items) {
    EXPECT_FALSE(items.empty());
    EXPECT_LT(items.size(), 8U);
    return has(items, 1) && has(items, 6);
  }));
}

/// No single element of the result can be left out: the promise, for failures of any shape.
TEST(Minimised, HasNoElementTooMany) {
  for (int shape = 1; shape < 64; ++shape) {
    auto const fails = [shape](std::vector<int> const& items) {
      for (int bit = 0; bit < 6; ++bit)
        if ((shape >> bit & 1) != 0 && !has(items, 2 * bit)) return false;
      return true;
    };
    auto const left = minimised(numbers(12), fails);
    EXPECT_TRUE(fails(left)) << shape;
    for (std::size_t i = 0; left.size() > 1 && i < left.size(); ++i) {
      auto without = left;
      without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
      EXPECT_FALSE(fails(without)) << shape;
    }
  }
}

TEST(Minimised, EndsWhenTheTriesAreUsedUp) {
  std::size_t tries = 0;
  auto const left = minimised(
      numbers(1'000),
      [&](auto const& items) {
        ++tries;
        return has(items, 999);
      },
      5);
  EXPECT_EQ(tries, 5U);
  EXPECT_TRUE(has(left, 999));
}

}  // namespace
}  // namespace wsus::lab
