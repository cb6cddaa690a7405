// Look-ups, leaves, scope and declining.
#include "tests/unit/server/domain/sample_catalogue.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <set>

namespace wsus::domain {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

bool in_scope(Catalogue const& catalogue, int id) { return catalogue.in_scope(*catalogue.find(id)); }
bool is_leaf(Catalogue const& catalogue, int id) { return catalogue.is_leaf(*catalogue.find(id)); }

TEST(Catalogue, FindsDenseIdsAndNothingElse) {
  Catalogue const catalogue({software(12), software(10), software(15)});
  EXPECT_EQ(catalogue.at(*catalogue.find(10)).id, 10);
  EXPECT_EQ(catalogue.at(*catalogue.find(15)).id, 15);
  for (int const unknown : {-2'147'483'647 - 1, -1, 0, 9, 11, 16, 2'147'483'647}) {
    EXPECT_FALSE(catalogue.find(unknown)) << unknown;
  }
}

TEST(Catalogue, FindsIdsThatLieFarApart) {
  Catalogue const catalogue({software(2'147'483'647), software(1), software(1'000'000)});
  for (int const id : {1, 1'000'000, 2'147'483'647}) EXPECT_EQ(catalogue.at(*catalogue.find(id)).id, id);
  for (int const unknown : {-1, 0, 2, 999'999, 2'147'483'646}) EXPECT_FALSE(catalogue.find(unknown)) << unknown;
}

TEST(Catalogue, FindsInManyIdsInAnyOrder) {
  std::mt19937 random(1);
  std::vector<Revision> revisions;
  std::set<int> ids;
  while (ids.size() < 2'000) {
    auto const id = static_cast<int>(random() % 10'000) + 1;
    if (ids.insert(id).second) revisions.push_back(software(id));
  }
  Catalogue const catalogue(std::move(revisions));
  for (int id = 1; id <= 10'000; ++id) EXPECT_EQ(catalogue.find(id).has_value(), ids.contains(id));
}

TEST(Catalogue, EmptyCatalogueKnowsNothing) {
  EXPECT_FALSE(Catalogue().find(1));
  EXPECT_FALSE(Catalogue(std::vector<Revision>{}).current(guid(1)));
  EXPECT_EQ(Catalogue().last_change(), wusp::UtcTime{});
}

TEST(Catalogue, RefusesDuplicateIdsAndIdentities) {
  auto twin = software(2);
  twin.identity = software(1).identity;
  EXPECT_THROW(Catalogue({software(1), software(1)}), std::invalid_argument);
  EXPECT_THROW(Catalogue({software(1), twin}), std::invalid_argument);
  EXPECT_THROW(Catalogue({software(1), software(2'000'000'000), software(2'000'000'000)}), std::invalid_argument);
  EXPECT_THROW(Catalogue({software(0)}), std::invalid_argument);
}

std::vector<Revision> four_revisions_of_one_update() {
  std::vector<Revision> revisions;
  for (auto const& [id, number] : {std::pair{1, 20}, {2, 40}, {3, 10}, {4, 30}}) {
    revisions.push_back(software(id));
    revisions.back().identity = {.update_id = guid(7), .revision_number = number};
  }
  return revisions;
}

TEST(Catalogue, HighestRevisionIsCurrentAndAllAreFound) {
  Catalogue const catalogue(four_revisions_of_one_update());
  EXPECT_EQ(catalogue.at(*catalogue.current(guid(7))).id, 2);
  for (auto const& [id, number] : {std::pair{1, 20}, {2, 40}, {3, 10}, {4, 30}}) {
    EXPECT_EQ(catalogue.at(*catalogue.find(UpdateIdentity{guid(7), number})).id, id);
    EXPECT_EQ(in_scope(catalogue, id), id == 2);
  }
  EXPECT_FALSE(catalogue.find(UpdateIdentity{guid(7), 25}));
}

TEST(Catalogue, OldRevisionNeitherMakesNonLeafNorIsLeafWhenItsUpdateIsNamed) {
  auto revisions = four_revisions_of_one_update();
  revisions[0].prerequisites = {any_of({8})};  // an old revision names 8
  revisions.push_back(software(8));
  revisions.push_back(software(9, {any_of({7})}));
  Catalogue const catalogue(std::move(revisions));
  EXPECT_TRUE(is_leaf(catalogue, 8));
  EXPECT_TRUE(is_leaf(catalogue, 9));
  for (int const id : {1, 2, 3, 4}) EXPECT_FALSE(is_leaf(catalogue, id));
}

// Conforms: Metadata.is_leaf
TEST(Catalogue, CategoryClausesMakeNonLeavesAndBundlesDoNot) {
  auto parent = software(3, {category(1), any_of({2})});
  parent.bundled_updates = {{software(4).identity}};
  Catalogue const catalogue({category_revision(1), detectoid(2), parent, software(4)});
  EXPECT_FALSE(is_leaf(catalogue, 1));
  EXPECT_FALSE(is_leaf(catalogue, 2));
  EXPECT_TRUE(is_leaf(catalogue, 3));
  EXPECT_TRUE(is_leaf(catalogue, 4));
}

TEST(Catalogue, ScopeIsWhatIsDeployedAndAllItDependsOn) {
  auto child = software(5, {any_of({3})});
  child.deployment.action = DeploymentAction::bundle;
  auto bundle = software(4, {any_of({2})});
  bundle.bundled_updates = {{child.identity}};
  auto orphan = software(6);
  orphan.deployment.action = DeploymentAction::bundle;
  Catalogue const catalogue(
      {dependency(1), dependency(2, {any_of({1})}), dependency(3), bundle, child, orphan, dependency(7)});
  for (int const id : {1, 2, 3, 4, 5}) EXPECT_TRUE(in_scope(catalogue, id)) << id;
  for (int const id : {6, 7}) EXPECT_FALSE(in_scope(catalogue, id)) << id;
}

struct ActionRow {
  DeploymentAction action;
  bool deployed;
};

TEST(Catalogue, EveryActionIsDeployedOrNot) {
  for (auto const& row : std::vector<ActionRow>{{DeploymentAction::install, true},
                                                {DeploymentAction::optional_install, true},
                                                {DeploymentAction::uninstall, true},
                                                {DeploymentAction::pre_deployment_check, true},
                                                {DeploymentAction::evaluate, true},
                                                {DeploymentAction::block, false},
                                                {DeploymentAction::bundle, false}}) {
    auto revision = software(1);
    revision.deployment.action = row.action;
    EXPECT_EQ(in_scope(Catalogue({revision}), 1), row.deployed) << to_string(row.action);
  }
}

TEST(Catalogue, DeclinedAndBlockedRevisionsTakeTheirDependenciesWithThem) {
  auto declined = software(2, {any_of({1})});
  declined.declined = true;
  auto blocked = dependency(4, {any_of({3})});
  blocked.deployment.action = DeploymentAction::block;
  Catalogue const catalogue({dependency(1), declined, dependency(3), blocked, software(5, {any_of({4})})});
  for (int const id : {1, 2, 3, 4}) EXPECT_FALSE(in_scope(catalogue, id)) << id;
  EXPECT_TRUE(in_scope(catalogue, 5));
}

TEST(Catalogue, CyclesEnd) {
  Catalogue const catalogue({software(1, {any_of({2})}), dependency(2, {any_of({1})})});
  EXPECT_TRUE(in_scope(catalogue, 2));
}

TEST(Catalogue, EqualClausesAreOneAndUnknownUpdatesAreLeftOut) {
  Catalogue const catalogue({detectoid(1), detectoid(2), software(3, {any_of({1, 2}), any_of({99})}),
                             software(4, {any_of({2, 1, 1}), any_of({2, 99})})});
  auto const first = catalogue.clauses(2);
  auto const second = catalogue.clauses(3);
  ASSERT_EQ(first.size(), 2u);
  ASSERT_EQ(second.size(), 2u);
  EXPECT_EQ(first[0], second[0]);
  EXPECT_THAT(catalogue.clause_members(first[0]), ElementsAre(0u, 1u));
  EXPECT_THAT(catalogue.clause_members(first[1]), IsEmpty());
  EXPECT_THAT(catalogue.clause_members(second[1]), ElementsAre(1u));
  EXPECT_EQ(catalogue.clause_count(), 3u);
}

TEST(Catalogue, SoftwareWaitsForItsRarestClause) {
  auto declined = software(6, {any_of({2})});
  declined.declined = true;
  Catalogue const catalogue({detectoid(1), detectoid(2), software(3, {any_of({1})}),
                             software(4, {any_of({1}), any_of({2})}), software(5, {any_of({1})}), declined});
  EXPECT_THAT(catalogue.unconditional_software(), ElementsAre(0u, 1u));
  EXPECT_THAT(catalogue.software_waiting_for(catalogue.clauses(2)[0]), ElementsAre(2u, 4u));
  EXPECT_THAT(catalogue.software_waiting_for(catalogue.clauses(3)[1]), ElementsAre(3u));
}

TEST(Catalogue, LastChangeIsTheLatestDeploymentChange) {
  auto late = software(2);
  late.deployment.last_change = day(9);
  Catalogue const catalogue({software(1), late, software(3)});
  EXPECT_EQ(catalogue.last_change(), day(9));
  EXPECT_EQ(catalogue.last_change(2), day(1));
}

TEST(DeclineSuperseded, DeclinesEveryRevisionOfWhatALiveOneSupersedes) {
  auto old_revision = software(10);
  old_revision.identity = {.update_id = guid(1), .revision_number = 0};
  auto second = software(2);
  second.superseded_updates = {guid(1)};
  auto third = software(3);
  third.superseded_updates = {guid(2)};
  auto dead = software(4);
  dead.declined = true;
  dead.superseded_updates = {guid(5)};
  Catalogue const before({old_revision, software(1), second, third, dead, software(5)});
  auto const after = decline_superseded(before);
  std::vector<int> declined;
  for (auto const& revision : after.revisions()) {
    if (revision.declined) declined.push_back(revision.id);
  }
  EXPECT_THAT(declined, ElementsAre(10, 1, 2, 4));
  EXPECT_FALSE(before.at(1).declined);
  EXPECT_TRUE(in_scope(before, 1));
  EXPECT_FALSE(in_scope(after, 1));
  EXPECT_TRUE(in_scope(after, 3));
  EXPECT_TRUE(in_scope(after, 5));
}

TEST(DeclineSuperseded, OnlyTheCurrentRevisionSupersedes) {
  auto old_revision = software(10);
  old_revision.identity = {.update_id = guid(2), .revision_number = 0};
  old_revision.superseded_updates = {guid(1)};
  auto const after = decline_superseded(Catalogue({software(1), software(2), old_revision}));
  EXPECT_TRUE(in_scope(after, 1));
}

}  // namespace
}  // namespace wsus::domain
