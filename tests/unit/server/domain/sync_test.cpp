// Delivery without filter: new, changed, out of scope (wusp-protocol 6.2, 6.3).
#include "tests/unit/server/domain/sample_catalogue.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::domain {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// 1 is a company, 2 a family of it, 3 a product, 4 a detectoid, 5 an update, 6 one with alternatives.
Catalogue chain() {
  return Catalogue({category_revision(1), category_revision(2, {category(1)}), category_revision(3, {category(2)}),
                    detectoid(4), software(5, {category(3), any_of({4})}), software(6, {any_of({4, 3}), category(2)})});
}

struct Lists {
  std::vector<int> installed{};
  std::vector<int> other{};
};

SyncAnswer answer_to(Catalogue const& catalogue, Lists const& lists) {
  return sync(catalogue, {.installed_non_leaf = lists.installed, .other_cached = lists.other});
}

// Conforms: SyncUpdates
TEST(SyncUpdates, ColdClientGetsWhatHasNoPrerequisites) {
  auto const catalogue = chain();
  auto const answer = answer_to(catalogue, {});
  EXPECT_THAT(ids(catalogue, answer.new_updates), ElementsAre(1, 4));
  EXPECT_THAT(answer.changed_updates, IsEmpty());
  EXPECT_THAT(answer.out_of_scope, IsEmpty());
  EXPECT_FALSE(answer.truncated);
  EXPECT_FALSE(answer.driver_sync_not_needed);
}

// Conforms: SyncUpdates.prerequisites
TEST(SyncUpdates, CategoryChainIsDeliveredOneLevelARound) {
  auto const catalogue = chain();
  EXPECT_THAT(ids(catalogue, answer_to(catalogue, {.installed = {1, 4}}).new_updates), ElementsAre(2));
  EXPECT_THAT(ids(catalogue, answer_to(catalogue, {.installed = {1, 4, 2}}).new_updates), ElementsAre(3, 6));
  EXPECT_THAT(ids(catalogue, answer_to(catalogue, {.installed = {1, 4, 2, 3}, .other = {6}}).new_updates),
              ElementsAre(5));
  EXPECT_THAT(answer_to(catalogue, {.installed = {1, 4, 2, 3}, .other = {6, 5}}).new_updates, IsEmpty());
}

TEST(SyncUpdates, EveryClauseNeedsOneInstalledMember) {
  Catalogue const catalogue({detectoid(1), detectoid(2), detectoid(3), software(4, {any_of({1, 2}), any_of({3})})});
  struct Row {
    std::vector<int> installed;
    bool delivered;
  };
  for (auto const& row : std::vector<Row>{{{}, false},
                                          {{1}, false},
                                          {{3}, false},
                                          {{1, 2}, false},
                                          {{1, 3}, true},
                                          {{3, 2}, true},
                                          {{1, 2, 3}, true}}) {
    auto const answer = answer_to(catalogue, {.installed = row.installed});
    auto const delivered = ids(catalogue, answer.new_updates);
    EXPECT_EQ(std::ranges::find(delivered, 4) != delivered.end(), row.delivered)
        << testing::PrintToString(row.installed);
  }
}

// Conforms: SyncUpdates.prerequisites
TEST(SyncUpdates, CachedButNotInstalledDoesNotSatisfy) {
  auto const catalogue = chain();
  EXPECT_THAT(answer_to(catalogue, {.other = {1, 4}}).new_updates, IsEmpty());
}

TEST(SyncUpdates, ClauseOfUnknownUpdatesNeverHolds) {
  Catalogue const catalogue({software(1, {any_of({99})}), software(2)});
  EXPECT_THAT(ids(catalogue, answer_to(catalogue, {.installed = {99}}).new_updates), ElementsAre(2));
}

TEST(SyncUpdates, OldRevisionOfAPrerequisiteDoesNotSatisfy) {
  auto old_revision = detectoid(10);
  old_revision.identity = {.update_id = guid(1), .revision_number = 0};
  Catalogue const catalogue({old_revision, detectoid(1), software(2, {any_of({1})})});
  auto const with_old = answer_to(catalogue, {.installed = {10}});
  EXPECT_THAT(ids(catalogue, with_old.new_updates), ElementsAre(1));
  EXPECT_THAT(with_old.out_of_scope, ElementsAre(10));
  EXPECT_THAT(ids(catalogue, answer_to(catalogue, {.installed = {1}}).new_updates), ElementsAre(2));
}

TEST(SyncUpdates, BundleChildrenAreDeliveredLikeTheOthers) {
  auto child = software(2);
  child.deployment.action = DeploymentAction::bundle;
  auto bundle = software(1);
  bundle.bundled_updates = {{child.identity}};
  Catalogue const catalogue({bundle, child});
  EXPECT_THAT(ids(catalogue, answer_to(catalogue, {}).new_updates), ElementsAre(1, 2));
}

TEST(SyncUpdates, OutOfScopeIsWhatIsCachedAndNotNeeded) {
  auto declined = software(7);
  declined.declined = true;
  auto revisions = chain().revisions();
  revisions.push_back(declined);
  Catalogue const catalogue(std::move(revisions));
  auto const answer = answer_to(catalogue, {.installed = {1, 4, 900}, .other = {7, 2, 5, 800, 7, 800}});
  // 5: its product is no longer listed as installed; 7: declined; 800 and 900: unknown. Each once, ascending.
  EXPECT_THAT(answer.out_of_scope, ElementsAre(5, 7, 800, 900));
  EXPECT_THAT(answer.deployed_out_of_scope, IsEmpty());
}

TEST(SyncUpdates, ExtremeIdsAreOutOfScope) {
  auto const answer = answer_to(chain(), {.other = {0, -1, 2'147'483'647, -2'147'483'647 - 1}});
  EXPECT_THAT(answer.out_of_scope, ElementsAre(-2'147'483'647 - 1, -1, 0, 2'147'483'647));
}

// Conforms: SyncUpdates.changed
TEST(SyncUpdates, ChangedIsNeededAndCachedAndNewerThanTheAnchor) {
  auto changed = software(2);
  changed.deployment.last_change = day(5);
  auto changed_new = software(3);
  changed_new.deployment.last_change = day(5);
  auto changed_unneeded = software(4, {any_of({2})});
  changed_unneeded.deployment.last_change = day(5);
  Catalogue const catalogue({software(1), changed, changed_new, changed_unneeded});
  std::vector<int> const cached{1, 2, 4};
  struct Row {
    int anchor;
    std::vector<int> changed;
  };
  for (auto const& row : std::vector<Row>{{0, {2, 1}}, {1, {2}}, {4, {2}}, {5, {}}, {6, {}}}) {
    auto const answer = sync(catalogue, {.other_cached = cached, .anchor = day(row.anchor)});
    EXPECT_THAT(ids(catalogue, answer.changed_updates), testing::UnorderedElementsAreArray(row.changed)) << row.anchor;
    EXPECT_THAT(ids(catalogue, answer.new_updates), ElementsAre(3));
  }
}

TEST(SyncUpdates, ChangedIsAlsoWhatHasBecomeANonLeaf) {
  auto naming = software(3, {any_of({2})});
  naming.deployment.last_change = day(5);
  Catalogue const before({software(1), detectoid(2)});
  Catalogue const after({software(1), detectoid(2), naming});
  std::vector<int> const cached{1, 2};
  auto const changed = [&](Catalogue const& catalogue, int anchor) {
    return ids(catalogue, sync(catalogue, {.other_cached = cached, .anchor = day(anchor)}).changed_updates);
  };
  EXPECT_THAT(changed(before, 1), IsEmpty());
  EXPECT_THAT(changed(after, 1), ElementsAre(2));
  EXPECT_THAT(changed(after, 5), IsEmpty());
  // A second one that names it later changes nothing about it.
  auto later = software(4, {any_of({2})});
  later.deployment.last_change = day(8);
  EXPECT_THAT(changed(Catalogue({software(1), detectoid(2), naming, later}), 5), IsEmpty());
}

TEST(SyncUpdates, AnchorIsTheLatestChangeAndNeverGoesBack) {
  auto const catalogue = chain();
  EXPECT_EQ(sync(catalogue, {}).anchor, day(1));
  EXPECT_EQ(sync(catalogue, {.anchor = day(3)}).anchor, day(3));
}

TEST(SyncUpdates, TwoGroupFormWithoutFilterIsTheSameAsOneGroup) {
  std::vector<int> const cached{5, 800};
  auto const answer = sync(chain(), {.other_cached = cached, .two_group_out_of_scope = true});
  EXPECT_THAT(answer.out_of_scope, ElementsAre(5, 800));
  EXPECT_THAT(answer.deployed_out_of_scope, IsEmpty());
}

Catalogue with_driver() {
  auto driver = software(8, {any_of({4})});
  driver.type = UpdateType::driver;
  auto revisions = chain().revisions();
  revisions.push_back(driver);
  return Catalogue(std::move(revisions));
}

TEST(SyncUpdates, SoftwarePassDeliversNoDrivers) {
  auto const catalogue = with_driver();
  EXPECT_THAT(ids(catalogue, answer_to(catalogue, {.installed = {1, 4}}).new_updates), ElementsAre(2));
}

TEST(SyncUpdates, DriverPassWithoutDriversIsEmptyAndSaysSo) {
  std::vector<int> const installed{1, 4};
  auto const answer = sync(chain(), {.installed_non_leaf = installed, .skip_software = true});
  EXPECT_THAT(answer.new_updates, IsEmpty());
  EXPECT_THAT(answer.out_of_scope, IsEmpty());
  EXPECT_FALSE(answer.truncated);
  EXPECT_TRUE(answer.driver_sync_not_needed);
  EXPECT_EQ(answer.anchor, day(1));
}

TEST(SyncUpdates, DriverPassKeepsDeployedDriversAndDropsTheRest) {
  std::vector<int> const installed{1, 4};
  std::vector<int> const drivers{8, 900};
  auto const catalogue = with_driver();
  auto const kept = sync(
      catalogue, {.installed_non_leaf = installed, .cached_drivers = drivers, .skip_software = true, .anchor = day(1)});
  EXPECT_THAT(kept.new_updates, IsEmpty());
  EXPECT_THAT(kept.changed_updates, IsEmpty());
  EXPECT_THAT(kept.out_of_scope, ElementsAre(900));
  auto const dropped = sync(catalogue, {.cached_drivers = drivers, .skip_software = true});
  EXPECT_THAT(dropped.out_of_scope, ElementsAre(8, 900));
}

}  // namespace
}  // namespace wsus::domain
