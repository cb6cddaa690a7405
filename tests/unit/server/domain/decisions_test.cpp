// Declining, approving and deleting single updates, and circles.
#include "server/domain/decisions.hpp"

#include "tests/unit/server/domain/sample_catalogue.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::domain {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// A second revision of update 3, below two updates that need 1 and 2.
Catalogue sample() {
  auto newer = software(30);
  newer.identity = {.update_id = guid(3), .revision_number = 2};
  return Catalogue({detectoid(1), software(2, {any_of({1})}), software(3), newer, software(4, {any_of({2})})});
}

std::vector<int> scope(Catalogue const& catalogue) {
  std::vector<int> ids;
  for (auto const index : catalogue.software_scope()) ids.push_back(catalogue.at(index).id);
  return ids;
}

TEST(DeclineUpdates, TakesEveryRevisionOfTheUpdateFromEverybody) {
  EXPECT_THAT(scope(sample()), ElementsAre(1, 2, 30, 4));
  auto const declined = decline_updates(sample(), {guid(3)});
  EXPECT_THAT(scope(declined), ElementsAre(1, 2, 4));
  EXPECT_TRUE(declined.at(*declined.find(3)).declined);
  EXPECT_THAT(scope(decline_updates(sample(), {guid(99)})), ElementsAre(1, 2, 30, 4));
}

TEST(ApproveUpdates, GivesTheCurrentRevisionANewDeployment) {
  auto const approved = approve_updates(decline_updates(sample(), {guid(3)}), {guid(3)},
                                        {.target_group = "all computers", .time = day(9)});
  auto const& current = approved.at(*approved.find(30));
  EXPECT_FALSE(current.declined);
  EXPECT_EQ(current.deployment.id, 31);
  EXPECT_EQ(current.deployment.action, DeploymentAction::install);
  EXPECT_EQ(current.deployment.last_change, day(9));
  EXPECT_EQ(approved.at(*approved.find(3)).deployment.id, 3);
  EXPECT_THAT(scope(approved), ElementsAre(1, 2, 30, 4));
}

TEST(ApproveUpdates, OneGroupGetsADecisionOfItsOwnWhichTheNextOneReplaces) {
  Approval const pilots{.target_group = "Pilots", .time = day(2)};
  auto const once = approve_updates(sample(), {guid(4)}, pilots);
  auto const twice = approve_updates(once, {guid(4)}, {.action = DeploymentAction::block, .target_group = "PILOTS"});
  auto const& decisions = twice.at(*twice.find(4)).group_deployments;
  ASSERT_EQ(decisions.size(), 1u);
  EXPECT_EQ(decisions[0].target_group, "Pilots");
  EXPECT_EQ(decisions[0].deployment.action, DeploymentAction::block);
  EXPECT_EQ(decisions[0].deployment.id, 32);
  EXPECT_EQ(twice.at(*twice.find(4)).deployment.id, 4);
}

TEST(ApproveUpdates, DetectoidsStayAsTheyAre) {
  auto const same = approve_updates(sample(), {guid(1)}, {.time = day(5)});
  EXPECT_EQ(same.at(*same.find(1)).deployment.action, DeploymentAction::evaluate);
}

TEST(ObsoleteUpdates, AreDeclinedAndUnreferenced) {
  EXPECT_THAT(obsolete_updates(sample()), IsEmpty());
  auto const declined = decline_updates(sample(), {guid(2), guid(3), guid(4)});
  EXPECT_THAT(obsolete_updates(declined), ElementsAre(guid(3), guid(4)));
}

TEST(DeleteUpdate, TakesAllRevisionsUnlessAnotherUpdateNeedsThem) {
  auto const without = delete_update(sample(), guid(3));
  ASSERT_TRUE(std::holds_alternative<Catalogue>(without));
  EXPECT_EQ(std::get<Catalogue>(without).revisions().size(), 3u);
  auto const refused = delete_update(sample(), guid(2));
  ASSERT_TRUE(std::holds_alternative<StillReferenced>(refused));
  EXPECT_EQ(std::get<StillReferenced>(refused).by, guid(4));
}

TEST(WithCircle, IsToldToWhoeverHasTheRestOfTheClauses) {
  Catalogue const catalogue({detectoid(1), software(2, {any_of({1})}), software(3, {any_of({1})})});
  auto const circle = with_circle(catalogue, {guid(2), guid(3)});
  EXPECT_THAT(circle.at(*circle.find(2)).prerequisites[0].any_of, ElementsAre(guid(1), guid(3)));
  EXPECT_THAT(circle.at(*circle.find(3)).prerequisites[0].any_of, ElementsAre(guid(1), guid(2)));
  std::vector<int> const installed{1};
  EXPECT_THAT(ids(circle, sync(circle, {.installed_non_leaf = installed}).new_updates), ElementsAre(2, 3));
  auto const opened = decline_updates(circle, {guid(3)});
  EXPECT_THAT(ids(opened, sync(opened, {.installed_non_leaf = installed}).new_updates), ElementsAre(2));
}

TEST(WithCircle, AnUpdateWithoutClausesGetsOne) {
  auto const circle = with_circle(sample(), {guid(2), guid(3)});
  EXPECT_THAT(circle.at(*circle.find(30)).prerequisites[0].any_of, ElementsAre(guid(2)));
}

TEST(WithCircle, OneUpdateAloneMakesNone) {
  auto const same = with_circle(sample(), {guid(3), guid(99)});
  EXPECT_THAT(same.at(*same.find(30)).prerequisites, IsEmpty());
}

}  // namespace
}  // namespace wsus::domain
