// Each kind of pass has an anchor of its own, and full passes never lose what a filtered one was told.
#include "server/domain/sync_anchors.hpp"
#include "tests/unit/server/domain/sample_catalogue.hpp"

#include <gtest/gtest.h>

namespace wsus::domain {
namespace {

std::vector<wusp::Guid> const product_a{guid(1)};
std::vector<wusp::Guid> const product_b{guid(2)};

SyncQuery const full{};
SyncQuery const drivers{.skip_software = true};
SyncQuery filtered(std::vector<wusp::Guid> const& categories) { return {.filter_categories = categories}; }

TEST(SyncAnchors, ADriverPassAndASoftwarePassDoNotMoveEachOthers) {
  CookieState cookie;
  move_anchor(cookie, full, day(5));
  EXPECT_EQ(anchor_of(cookie, full), day(5));
  EXPECT_EQ(anchor_of(cookie, drivers), CookieState{}.anchor);
  move_anchor(cookie, drivers, day(7));
  EXPECT_EQ(anchor_of(cookie, full), day(5));
  EXPECT_EQ(anchor_of(cookie, drivers), day(7));
}

TEST(SyncAnchors, AFilteredPassRemembersItsOwnAndLeavesTheFullOne) {
  CookieState cookie;
  move_anchor(cookie, full, day(2));
  EXPECT_EQ(anchor_of(cookie, filtered(product_a)), day(2));  // what a full pass has told was told
  move_anchor(cookie, filtered(product_a), day(5));
  EXPECT_EQ(anchor_of(cookie, filtered(product_a)), day(5));
  EXPECT_EQ(anchor_of(cookie, full), day(2));
  EXPECT_EQ(anchor_of(cookie, drivers), CookieState{}.anchor);
  move_anchor(cookie, full, day(8));
  EXPECT_EQ(anchor_of(cookie, filtered(product_a)), day(8));
}

TEST(SyncAnchors, AnotherFilterStartsAtTheFullPass) {
  CookieState cookie;
  move_anchor(cookie, full, day(2));
  move_anchor(cookie, filtered(product_a), day(5));
  EXPECT_EQ(anchor_of(cookie, filtered(product_b)), day(2));
  move_anchor(cookie, filtered(product_b), day(6));
  EXPECT_EQ(anchor_of(cookie, filtered(product_a)), day(2));
}

TEST(SyncAnchors, AFilterIsKnownInAnyOrder) {
  EXPECT_EQ(filter_mark({}), 0U);
  std::vector<wusp::Guid> const ab{guid(1), guid(2)};
  std::vector<wusp::Guid> const ba{guid(2), guid(1), guid(2)};
  EXPECT_EQ(filter_mark(ab), filter_mark(ba));
  EXPECT_NE(filter_mark(ab), filter_mark(product_a));
  EXPECT_NE(filter_mark(product_a), filter_mark(product_b));
}

}  // namespace
}  // namespace wsus::domain
