// maxInstalledPrerequisites and maxCachedUpdates (wua-behaviour 3.4, 9.1).
#include "server/domain/sync.hpp"

#include <gtest/gtest.h>

#include <string>

namespace wsus::domain {
namespace {

struct LimitRow {
  char const* name;
  std::size_t installed;
  std::size_t other;
  CachedCount count;
  char const* exceeded;  ///< empty: passes
};

class ExceededLimit : public testing::TestWithParam<LimitRow> {};

TEST_P(ExceededLimit, NamesTheParameter) {
  auto const& row = GetParam();
  std::vector<int> const installed(row.installed, 7);  // duplicates count: entries are counted as sent
  std::vector<int> const other(row.other, 8);
  SyncQuery const query{.installed_non_leaf = installed, .other_cached = other};
  EXPECT_EQ(exceeded_limit(query, {}, row.count).value_or(""), row.exceeded);
}

INSTANTIATE_TEST_SUITE_P(
    Table, ExceededLimit,
    testing::Values(LimitRow{"Empty", 0, 0, CachedCount::other, ""},
                    LimitRow{"Installed400Passes", 400, 0, CachedCount::other, ""},
                    LimitRow{"Installed401Fails", 401, 0, CachedCount::other, "parameters.InstalledNonLeafUpdateIDs"},
                    LimitRow{"Cached22000Passes", 0, 22'000, CachedCount::other, ""},
                    LimitRow{"Cached22001Fails", 0, 22'001, CachedCount::other, "parameters.OtherCachedUpdateIDs"},
                    LimitRow{"OtherCountsAlone", 400, 22'000, CachedCount::other, ""},
                    LimitRow{"UnionPasses", 400, 21'600, CachedCount::union_of_both, ""},
                    LimitRow{"UnionFails", 400, 21'601, CachedCount::union_of_both, "parameters.OtherCachedUpdateIDs"},
                    LimitRow{"InstalledIsNamedFirst", 401, 22'001, CachedCount::other,
                             "parameters.InstalledNonLeafUpdateIDs"}),
    [](auto const& test) { return test.param.name; });

TEST(ExceededLimits, RaisedLimitIsTheFix) {
  std::vector<int> const installed(401, 7);
  SyncQuery const query{.installed_non_leaf = installed};
  EXPECT_TRUE(exceeded_limit(query, {}, CachedCount::other));
  EXPECT_FALSE(exceeded_limit(query, {.max_installed_prerequisites = 800}, CachedCount::other));
}

TEST(ExceededLimits, NegativeLimitLetsNothingThrough) {
  EXPECT_TRUE(exceeded_limit({}, {.max_installed_prerequisites = -1}, CachedCount::other));
}

}  // namespace
}  // namespace wsus::domain
