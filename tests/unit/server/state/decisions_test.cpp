// Decisions as differences of catalogues, and settings over a restart.
#include "server/state/decisions.hpp"

#include "server/domain/decisions.hpp"
#include "server/domain/decline.hpp"
#include "server/state/json_fields.hpp"
#include "server/state/snapshot.hpp"
#include "tests/unit/server/domain/sample_catalogue.hpp"

#include <gtest/gtest.h>

namespace wsus::state {
namespace {

using domain::Catalogue;

Catalogue three() { return Catalogue({domain::software(1), domain::software(2), domain::software(3)}); }

wusp::Guid update_of(Catalogue const& catalogue, int id) {
  return catalogue.at(*catalogue.find(id)).identity.update_id;
}

TEST(Decisions, WhatWasDecidedIsWhatComesBack) {
  auto const base = three();
  auto changed = domain::decline_updates(base, {update_of(base, 1)});
  changed = domain::approve_updates(
      changed, {update_of(base, 2)},
      {.action = domain::DeploymentAction::install, .target_group = "Pilot", .time = domain::day(3)});
  changed = std::get<Catalogue>(domain::delete_update(changed, update_of(base, 3)));
  auto const changes = decision_changes(base, base, changed);
  EXPECT_EQ(changes.put.size(), 3u);
  EXPECT_TRUE(changes.removed.empty());
  EXPECT_EQ(changes.unknown, 0u);
  auto const again = with_decisions(base, changes.put);
  EXPECT_EQ(again.unknown, 0u);
  EXPECT_TRUE(decision_changes(base, changed, again.catalogue).put.empty());
  EXPECT_EQ(again.catalogue.revisions().size(), 2u);
  EXPECT_TRUE(again.catalogue.at(*again.catalogue.find(1)).declined);
  EXPECT_EQ(again.catalogue.at(*again.catalogue.find(2)).group_deployments.at(0).target_group, "Pilot");
}

TEST(Decisions, OnlyWhatIsOtherThanBeforeIsWritten) {
  auto const base = three();
  auto const one = domain::decline_updates(base, {update_of(base, 1)});
  auto const two = domain::decline_updates(one, {update_of(base, 2)});
  EXPECT_EQ(decision_changes(base, one, two).put.size(), 1u);
  EXPECT_EQ(decision_changes(base, two, base).removed.size(), 2u);
  EXPECT_TRUE(decision_changes(base, two, two).put.empty());
}

TEST(Decisions, RevisionsThatNoCatalogueHasAreCounted) {
  auto const base = three();
  auto const larger = Catalogue({domain::software(1), domain::software(2), domain::software(3), domain::software(4)});
  EXPECT_EQ(decision_changes(base, base, larger).unknown, 1u);
  auto const all = decision_changes(larger, larger, domain::decline_updates(larger, {update_of(larger, 4)}));
  EXPECT_EQ(with_decisions(base, all.put).unknown, 1u);
}

TEST(Decisions, TheFingerprintIsThatOfTheRevisionsWhateverTheirTimes) {
  auto const base = three();
  auto later = base.revisions();
  for (auto& revision : later) revision.deployment.last_change = domain::day(9);
  EXPECT_EQ(fingerprint(Catalogue(later)), fingerprint(base));
  later.front().deployment.action = domain::DeploymentAction::block;
  EXPECT_NE(fingerprint(Catalogue(later)), fingerprint(base));
  later = base.revisions();
  later.pop_back();
  EXPECT_NE(fingerprint(Catalogue(later)), fingerprint(base));
}

TEST(KeptSettings, WhatHasChangedSinceTheStartStays) {
  domain::Settings given;
  given.config_last_change = domain::day(5);
  KeptSettings kept;
  kept.started_with.config_last_change = domain::day(1);
  kept.now.config_last_change = domain::day(2);
  kept.now.content_generation = 3;
  auto const merged = merged_settings(kept, given);
  EXPECT_EQ(merged.content_generation, 3u);
  EXPECT_EQ(merged.config_last_change, domain::day(2));  // so clients keep their cookies
}

TEST(KeptSettings, WhatIsGivenAnewCountsAndClientsAreTold) {
  KeptSettings kept;
  kept.now.page.updates = 7;
  kept.now.content_generation = 3;
  domain::Settings given;
  given.registration_required = false;
  given.config_last_change = domain::day(5);
  auto const merged = merged_settings(kept, given);
  EXPECT_FALSE(merged.registration_required);
  EXPECT_EQ(merged.page.updates, 7u);
  EXPECT_EQ(merged.content_generation, 3u);
  EXPECT_EQ(merged.config_last_change, domain::day(5));
}

/// Counts the members of an aggregate: how many values its braces take.
struct Anything {
  template <typename T>
  operator T() const;  // NOLINT(google-explicit-constructor)
};
template <typename T, typename... Members>
constexpr std::size_t members_of() {
  if constexpr (requires { T{Members{}..., Anything{}}; }) {
    return members_of<T, Members..., Anything>();
  } else {
    return sizeof...(Members);
  }
}

TEST(KeptSettings, NoMemberOfTheSettingsIsForgotten) {
  EXPECT_EQ(members_of<domain::Settings>(), std::tuple_size_v<decltype(FieldsOf<domain::Settings>::list)>);
  EXPECT_EQ(members_of<domain::ReportedEvent>(), std::tuple_size_v<decltype(FieldsOf<domain::ReportedEvent>::list)>);
  EXPECT_EQ(members_of<domain::Computer>(), std::tuple_size_v<decltype(FieldsOf<domain::Computer>::list)>);
  EXPECT_EQ(members_of<domain::TargetingRules>(), std::tuple_size_v<decltype(FieldsOf<domain::TargetingRules>::list)>);
  EXPECT_EQ(members_of<domain::Deployment>(), std::tuple_size_v<decltype(FieldsOf<domain::Deployment>::list)>);
}

}  // namespace
}  // namespace wsus::state
