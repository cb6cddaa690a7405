// How long queries take.
#include "server/susdb/latency.hpp"

#include "server/domain/decline.hpp"
#include "tests/unit/server/domain/sample_catalogue.hpp"

#include <gtest/gtest.h>

namespace wsus::susdb {
namespace {

using std::chrono::milliseconds;

constexpr LatencyModel model{.base = milliseconds(100),
                             .live_update = milliseconds(2),
                             .superseded_update = milliseconds(10),
                             .without_superseded_index = 3.0,
                             .fragmented = 4.0};
constexpr Indexes indexed{.localized_property = true, .superseded_update = true};

TEST(LoadOf, CountsWhatIsNotDeclinedOnceAnUpdate) {
  auto newer = domain::software(2);
  newer.superseded_updates = {domain::guid(1)};
  domain::Catalogue const catalogue({domain::software(1), newer, domain::detectoid(3), domain::software(4)});
  EXPECT_EQ(load_of(catalogue), (Load{.live = 3, .superseded = 1}));
  EXPECT_EQ(load_of(domain::decline_superseded(catalogue)), (Load{.live = 2, .superseded = 0}));
  EXPECT_EQ(load_of(domain::Catalogue{}), Load{});
}

TEST(QueryTime, OnlySyncUpdatesWalksOverTheUpdates) {
  Load const load{.live = 50, .superseded = 20};
  EXPECT_EQ(query_time(model, indexed, load, "GetConfig"), milliseconds(100));
  EXPECT_EQ(query_time(model, indexed, load, "SyncUpdates"), milliseconds(400));
  EXPECT_EQ(query_time(model, indexed, {}, "SyncUpdates"), milliseconds(100));
}

TEST(QueryTime, AMissingIndexAndNeglectMakeItLonger) {
  Load const load{.live = 50, .superseded = 20};
  EXPECT_EQ(query_time(model, {}, load, "SyncUpdates"), milliseconds(1000));
  EXPECT_EQ(query_time(model, {.maintained = false}, load, "SyncUpdates"), milliseconds(3700));
  Indexes neglected = indexed;
  neglected.maintained = false;
  EXPECT_EQ(query_time(model, neglected, load, "SyncUpdates"), milliseconds(1300));
}

TEST(QueryTime, TheFiguresOfTheLabAreThoseThatItsHeaderTells) {
  Load const at_the_limits{.live = 7'000, .superseded = 1'500};
  LatencyModel const figures;
  EXPECT_EQ(query_time(figures, indexed, at_the_limits, "SyncUpdates"), milliseconds(37'500));
  EXPECT_EQ(query_time(figures, {}, at_the_limits, "SyncUpdates"), milliseconds(74'500));
  EXPECT_EQ(query_time(figures, {.maintained = false}, at_the_limits, "SyncUpdates"), milliseconds(148'500));
}

TEST(QueryTime, StaysCountable) {
  LatencyModel const slow{.superseded_update = std::chrono::hours(1)};
  auto const longest = query_time(slow, indexed, {.live = 1, .superseded = 1'000'000'000}, "SyncUpdates");
  EXPECT_EQ(longest, std::chrono::hours(24 * 7) + milliseconds(500));
}

}  // namespace
}  // namespace wsus::susdb
