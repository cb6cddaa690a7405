// Pages: by number of updates, by bytes, never empty.
#include "tests/unit/server/domain/sample_catalogue.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace wsus::domain {
namespace {

using testing::ElementsAre;

Catalogue many(int count) {
  std::vector<Revision> revisions;
  for (int id = 1; id <= count; ++id) revisions.push_back(software(id));
  return Catalogue(std::move(revisions));
}

struct PageRow {
  char const* name;
  int updates;  ///< waiting, each of 100 bytes
  PageLimits limits;
  std::size_t delivered;
  bool truncated;
};

class SyncUpdatesPage : public testing::TestWithParam<PageRow> {};

// Conforms: SyncUpdates.page
TEST_P(SyncUpdatesPage, IsCutWhereALimitSays) {
  auto const& row = GetParam();
  auto const answer = sync(many(row.updates), {}, row.limits);
  EXPECT_EQ(answer.new_updates.size(), row.delivered);
  EXPECT_EQ(answer.truncated, row.truncated);
}

INSTANTIATE_TEST_SUITE_P(
    Table, SyncUpdatesPage,
    testing::Values(PageRow{"FullPageIsNotTruncated", 30, {.updates = 30, .xml_bytes = 0}, 30, false},
                    PageRow{"OneMoreIsTruncated", 31, {.updates = 30, .xml_bytes = 0}, 30, true},
                    PageRow{"NoLimits", 500, {.updates = 0, .xml_bytes = 0}, 500, false},
                    PageRow{"ExactlyTheBytes", 5, {.updates = 0, .xml_bytes = 500}, 5, false},
                    PageRow{"AByteShort", 5, {.updates = 0, .xml_bytes = 499}, 4, true},
                    PageRow{"NeverEmpty", 5, {.updates = 0, .xml_bytes = 1}, 1, true},
                    PageRow{"SingleTooLargeUpdateIsAllThereIs", 1, {.updates = 30, .xml_bytes = 1}, 1, false},
                    PageRow{"CountBeforeBytes", 9, {.updates = 2, .xml_bytes = 500}, 2, true},
                    PageRow{"PageOfOne", 2, {.updates = 1, .xml_bytes = 0}, 1, true},
                    PageRow{"NothingWaiting", 0, {.updates = 1, .xml_bytes = 1}, 0, false}),
    [](auto const& test) { return test.param.name; });

TEST(SyncUpdatesPages, DefaultsAreThoseOfAServer) {
  EXPECT_EQ(PageLimits{}.updates, 30u);
  EXPECT_EQ(PageLimits{}.xml_bytes, 5'242'880u);
}

TEST(SyncUpdatesPages, NonLeafRevisionsComeFirst) {
  Catalogue const catalogue({software(1), software(2, {any_of({4})}), software(3), detectoid(4), detectoid(5),
                             software(6, {any_of({5, 4})})});
  EXPECT_THAT(ids(catalogue, sync(catalogue, {}, {.updates = 3}).new_updates), ElementsAre(4, 5, 1));
}

// Conforms: SyncUpdates.page
TEST(SyncUpdatesPages, TogetherDeliverEveryUpdateOnce) {
  auto const catalogue = many(95);
  std::vector<int> cached;
  int pages = 0;
  for (bool truncated = true; truncated; ++pages) {
    auto const answer = sync(catalogue, {.other_cached = cached});
    auto const delivered = ids(catalogue, answer.new_updates);
    EXPECT_FALSE(delivered.empty());
    cached.insert(cached.end(), delivered.begin(), delivered.end());
    truncated = answer.truncated;
  }
  EXPECT_EQ(pages, 4);
  EXPECT_EQ(cached.size(), 95u);
  EXPECT_EQ(std::set<int>(cached.begin(), cached.end()).size(), 95u);
}

TEST(SyncUpdatesPages, ChangedUpdatesAreNotCut) {
  auto const catalogue = many(100);
  std::vector<int> cached;
  for (int id = 1; id <= 100; ++id) cached.push_back(id);
  EXPECT_EQ(sync(catalogue, {.other_cached = cached}).changed_updates.size(), 100u);
}

}  // namespace
}  // namespace wsus::domain
