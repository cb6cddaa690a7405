// Which groups a computer lands in.
#include "server/domain/targeting.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::domain {
namespace {

using testing::ElementsAre;

TEST(GroupsOf, AServerThatWasToldNothingTakesEveryName) { EXPECT_EQ(groups_of({}, "Pilots;Other"), "Pilots;Other"); }

TEST(GroupsOf, AnUnknownGroupIsNeverMade) {
  TargetingRules const rules{.groups = {"Pilots", "Servers"}, .knows_groups = true};
  EXPECT_EQ(groups_of(rules, "Pilot"), "");
  EXPECT_EQ(groups_of(rules, " servers ; Pilot; PILOTS"), "Pilots;Servers");
  EXPECT_EQ(groups_of(rules, ""), "");
}

TEST(GroupsOf, WithServerSideTargetingThePolicyDoesNotCount) {
  EXPECT_EQ(groups_of({.mode = TargetingMode::server, .groups = {"Pilots"}, .knows_groups = true}, "Pilots"), "");
}

TEST(AddGroup, TakesANameOnce) {
  TargetingRules rules{.knows_groups = true};
  EXPECT_TRUE(add_group(rules, "Pilots"));
  EXPECT_FALSE(add_group(rules, "pilots"));
  EXPECT_FALSE(add_group(rules, ""));
  EXPECT_FALSE(add_group(rules, "All Computers"));
  EXPECT_FALSE(add_group(rules, "unassigned computers"));
  EXPECT_THAT(rules.groups, ElementsAre("Pilots"));
  EXPECT_EQ(groups_of(rules, "PILOTS"), "Pilots");
}

}  // namespace
}  // namespace wsus::domain
