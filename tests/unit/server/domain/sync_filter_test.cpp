// Category-filtered scans (wusp-protocol 6.2 step 6, capture SyncUpdates-category-scan).
#include "tests/unit/server/domain/sample_catalogue.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::domain {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

/// Company 1; families 2 and 3; product 4 of 2; classification 5; detectoids 6 and 7 (7 wants 6).
/// Update 10: product 4, classification 5, detectoid 7. Update 11: family 3, classification 5.
/// Bundle 12 of product 4 with child 13, which wants detectoid 8. Update 14 has no category at all.
Catalogue shop() {
  auto child = software(13, {any_of({8})});
  child.deployment.action = DeploymentAction::bundle;
  auto bundle = software(12, {category(4)});
  bundle.bundled_updates = {{child.identity}};
  return Catalogue({category_revision(1, {}, CategoryType::company),
                    category_revision(2, {category(1)}, CategoryType::product_family),
                    category_revision(3, {category(1)}, CategoryType::product_family),
                    category_revision(4, {category(2)}), category_revision(5, {}, CategoryType::update_classification),
                    detectoid(6), detectoid(7, {any_of({6})}), detectoid(8),
                    software(10, {category(4), category(5), any_of({7})}), software(11, {category(3), category(5)}),
                    bundle, child, software(14)});
}

std::vector<int> const everything_installed{1, 2, 3, 4, 5, 6, 7, 8};

std::vector<int> everything_related(std::vector<wusp::Guid> const& filter) {
  auto const catalogue = shop();
  std::vector<int> related;
  // Ask with all prerequisites installed; what is installed itself counts as related when it stays in scope.
  auto const answer =
      sync(catalogue,
           {.installed_non_leaf = everything_installed, .filter_categories = filter, .two_group_out_of_scope = true});
  related = ids(catalogue, answer.new_updates);
  for (auto const id : everything_installed) {
    if (std::ranges::find(answer.deployed_out_of_scope, id) == answer.deployed_out_of_scope.end())
      related.push_back(id);
  }
  return related;
}

// Conforms: SyncUpdates.category_filter
TEST(SyncUpdatesFilter, DeliversMembersTheirDependenciesAndTheChain) {
  EXPECT_THAT(everything_related({guid(4)}), UnorderedElementsAre(1, 2, 4, 5, 6, 7, 8, 10, 12, 13));
}

TEST(SyncUpdatesFilter, FollowsTheChainDownFromAFamily) {
  EXPECT_THAT(everything_related({guid(2)}), UnorderedElementsAre(1, 2, 4, 5, 6, 7, 8, 10, 12, 13));
  EXPECT_THAT(everything_related({guid(3)}), UnorderedElementsAre(1, 3, 5, 11));
}

TEST(SyncUpdatesFilter, ClassificationTakesItsMembersOnly) {
  EXPECT_THAT(everything_related({guid(5)}), UnorderedElementsAre(1, 2, 3, 4, 5, 6, 7, 10, 11));
}

TEST(SyncUpdatesFilter, TwoCategoriesAddUp) {
  EXPECT_THAT(everything_related({guid(3), guid(4)}), UnorderedElementsAre(1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13));
}

TEST(SyncUpdatesFilter, UnknownCategoryRelatesToNothing) { EXPECT_THAT(everything_related({guid(99)}), IsEmpty()); }

TEST(SyncUpdatesFilter, StillGoesOneLevelARoundAndNeedsNoDriverPass) {
  auto const catalogue = shop();
  std::vector<wusp::Guid> const filter{guid(4)};
  std::vector<int> const installed{1};
  auto const answer = sync(catalogue, {.installed_non_leaf = installed, .filter_categories = filter});
  EXPECT_THAT(ids(catalogue, answer.new_updates), ElementsAre(2, 5, 6, 8));
  EXPECT_TRUE(answer.driver_sync_not_needed);
}

TEST(SyncUpdatesFilter, OneGroupFormPutsEverythingOutsideIntoOutOfScope) {
  std::vector<wusp::Guid> const filter{guid(3)};
  std::vector<int> const installed{1, 3};
  std::vector<int> const other{14, 800};
  auto const answer =
      sync(shop(), {.installed_non_leaf = installed, .other_cached = other, .filter_categories = filter});
  EXPECT_THAT(answer.out_of_scope, ElementsAre(14, 800));
  EXPECT_THAT(answer.deployed_out_of_scope, IsEmpty());
}

// Conforms: SyncUpdates.out_of_scope
TEST(SyncUpdatesFilter, TwoGroupFormKeepsDeployedIdsApart) {
  std::vector<wusp::Guid> const filter{guid(3)};
  std::vector<int> const installed{1, 3};
  std::vector<int> const other{14, 10, 800};
  auto const answer = sync(shop(), {.installed_non_leaf = installed,
                                    .other_cached = other,
                                    .filter_categories = filter,
                                    .two_group_out_of_scope = true});
  EXPECT_THAT(answer.out_of_scope, ElementsAre(800));
  EXPECT_THAT(answer.deployed_out_of_scope, ElementsAre(10, 14));
}

TEST(SyncUpdatesFilter, ChangedUpdatesAreFilteredToo) {
  std::vector<wusp::Guid> const filter{guid(3)};
  std::vector<int> const installed{1, 3};
  std::vector<int> const other{14};
  auto const catalogue = shop();
  auto const answer =
      sync(catalogue, {.installed_non_leaf = installed, .other_cached = other, .filter_categories = filter});
  EXPECT_THAT(ids(catalogue, answer.changed_updates), ElementsAre(1, 3));
}

}  // namespace
}  // namespace wsus::domain
