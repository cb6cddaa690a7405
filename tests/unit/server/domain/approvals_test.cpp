// Approvals by target group, and the views of a catalogue (wusp-protocol 6.1, wua-behaviour 7).
#include "server/domain/approvals.hpp"

#include "tests/unit/server/domain/sample_catalogue.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::domain {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Deployment decision(int id, DeploymentAction action) { return {.id = id, .action = action, .last_change = day(2)}; }

/// A revision that nobody has approved for all computers.
Revision unapproved(int number) {
  auto revision = software(number);
  revision.deployment = {.action = DeploymentAction::evaluate, .last_change = day(1)};
  return revision;
}

TEST(TargetGroups, AreSplitTrimmedAndCompareWithoutRegardToCase) {
  EXPECT_THAT(target_groups("Servers;  Pilot ;;servers; Büro PCs\t"), ElementsAre("büro pcs", "pilot", "servers"));
  EXPECT_THAT(target_groups(""), IsEmpty());
  EXPECT_THAT(target_groups(" ; "), IsEmpty());
}

/// What computers of these groups follow; every revision is approved for all computers as deployment 1.
struct Row {
  char const* groups;
  int deployment_id;
};

TEST(DeploymentFor, TheDecisionForAGroupReplacesTheOneForAllComputers) {
  auto revision = software(1);
  revision.group_deployments = {{"Pilot", decision(2, DeploymentAction::uninstall)},
                                {"Servers", decision(3, DeploymentAction::block)},
                                {"Kiosk", decision(4, DeploymentAction::evaluate)}};
  for (auto const& row : std::vector<Row>{{"", 1},
                                          {"Others", 1},
                                          {"PILOT", 2},
                                          {"servers", 3},
                                          {"Kiosk", 4},
                                          {"Kiosk;Pilot", 2},
                                          {"Pilot;Servers;Kiosk", 3},
                                          {"Others;Kiosk", 4}}) {
    EXPECT_EQ(deployment_for(revision, target_groups(row.groups)).id, row.deployment_id) << row.groups;
  }
}

TEST(DeploymentFor, OfSeveralGroupsTheStrongerActionWins) {
  std::vector<DeploymentAction> const order{DeploymentAction::block,
                                            DeploymentAction::install,
                                            DeploymentAction::uninstall,
                                            DeploymentAction::optional_install,
                                            DeploymentAction::pre_deployment_check,
                                            DeploymentAction::bundle,
                                            DeploymentAction::evaluate};
  auto const groups = target_groups("a;b");
  for (std::size_t strong = 0; strong < order.size(); ++strong) {
    for (std::size_t weak = strong + 1; weak < order.size(); ++weak) {
      auto revision = software(1);
      revision.group_deployments = {{"a", decision(2, order[weak])}, {"b", decision(3, order[strong])}};
      EXPECT_EQ(deployment_for(revision, groups).id, 3) << to_string(order[strong]) << to_string(order[weak]);
      std::swap(revision.group_deployments[0], revision.group_deployments[1]);
      EXPECT_EQ(deployment_for(revision, groups).id, 3) << to_string(order[strong]) << to_string(order[weak]);
    }
  }
}

TEST(DeploymentFor, OfEqualActionsTheEarlierDeadlineThenTheLaterChangeWins) {
  auto const groups = target_groups("a;b;c;d");
  auto const install = [](int id, std::optional<wusp::UtcTime> deadline, int change) {
    return Deployment{.id = id, .action = DeploymentAction::install, .last_change = day(change), .deadline = deadline};
  };
  auto revision = software(1);
  revision.group_deployments = {{"a", install(2, std::nullopt, 9)}, {"b", install(3, day(20), 9)}};
  EXPECT_EQ(deployment_for(revision, groups).id, 3);
  revision.group_deployments.push_back({"c", install(4, day(10), 3)});
  EXPECT_EQ(deployment_for(revision, groups).id, 4);
  revision.group_deployments.push_back({"d", install(5, day(10), 4)});
  EXPECT_EQ(deployment_for(revision, groups).id, 5);
}

TEST(CatalogueFor, AnApprovalForOneGroupIsSeenByThatGroupAlone) {
  auto revision = unapproved(1);
  revision.prerequisites = {any_of({2})};
  revision.group_deployments = {{"Pilot", decision(7, DeploymentAction::install)}};
  Catalogue const base({revision, dependency(2), software(3)});
  auto const pilot = catalogue_for(base, target_groups("pilot"));
  EXPECT_TRUE(pilot.in_scope(0));
  EXPECT_TRUE(pilot.in_scope(1)) << "its dependency comes with it";
  EXPECT_EQ(pilot.at(0).deployment.id, 7);
  EXPECT_EQ(pilot.last_change(), day(2));
  auto const others = catalogue_for(base, target_groups("Servers"));
  EXPECT_FALSE(others.in_scope(0));
  EXPECT_FALSE(others.in_scope(1));
  EXPECT_TRUE(others.in_scope(2));
  EXPECT_EQ(others.last_change(), day(1));
}

TEST(CatalogueFor, BlockKeepsARevisionOutAndDropsItFromCaches) {
  auto revision = software(1);
  revision.group_deployments = {{"Servers", decision(7, DeploymentAction::block)}};
  Catalogue const base({revision, software(2)});
  std::vector<int> const cached{1, 2};
  EXPECT_THAT(sync(base, {.other_cached = cached}).out_of_scope, IsEmpty());
  auto const servers = catalogue_for(base, target_groups("Servers"));
  EXPECT_THAT(sync(servers, {.other_cached = cached}).out_of_scope, ElementsAre(1));
}

TEST(CatalogueFor, AChangedDecisionForAGroupIsAChangedUpdateThere) {
  auto revision = software(1);
  revision.group_deployments = {{"Pilot", decision(7, DeploymentAction::uninstall)}};
  Catalogue const base({revision});
  std::vector<int> const cached{1};
  EXPECT_THAT(sync(base, {.other_cached = cached, .anchor = day(1)}).changed_updates, IsEmpty());
  auto const pilot = catalogue_for(base, target_groups("Pilot"));
  auto const answer = sync(pilot, {.other_cached = cached, .anchor = day(1)});
  EXPECT_THAT(ids(pilot, answer.changed_updates), ElementsAre(1));
  EXPECT_EQ(answer.anchor, day(2));
}

std::shared_ptr<Catalogue const> shared(std::vector<Revision> revisions) {
  return std::make_shared<Catalogue const>(std::move(revisions));
}

TEST(CatalogueViews, GroupsWithoutDecisionsShareTheBase) {
  auto revision = software(1);
  CatalogueViews plain(shared({revision}));
  EXPECT_EQ(plain.view("Pilot"), plain.base());
  revision.group_deployments = {{"Pilot", decision(7, DeploymentAction::uninstall)}};
  CatalogueViews views(shared({revision}));
  EXPECT_EQ(views.view(""), views.base());
  EXPECT_EQ(views.view("Servers;Others"), views.base());
  EXPECT_NE(views.view("Pilot"), views.base());
}

TEST(CatalogueViews, NamesThatComeToTheSameGroupsShareAView) {
  auto revision = software(1);
  revision.group_deployments = {{"Pilot", decision(7, DeploymentAction::uninstall)},
                                {"Servers", decision(8, DeploymentAction::block)}};
  CatalogueViews views(shared({revision}));
  auto const both = views.view("Pilot;Servers");
  EXPECT_EQ(views.view(" servers;PILOT;Others"), both);
  EXPECT_NE(views.view("Pilot"), both);
  EXPECT_EQ(both->at(0).deployment.id, 8);
}

TEST(CatalogueViews, ForgetTheOldestWhenClientsAskForTooMany) {
  std::vector<Revision> revisions;
  for (int number = 1; number <= static_cast<int>(CatalogueViews::max_views) + 1; ++number) {
    auto revision = software(number);
    revision.group_deployments = {{fmt::format("g{}", number), decision(7, DeploymentAction::uninstall)}};
    revisions.push_back(std::move(revision));
  }
  CatalogueViews views(shared(std::move(revisions)));
  std::weak_ptr<Catalogue const> const first = views.view("g1");
  auto const second = views.view("g2");
  for (std::size_t number = 3; number <= CatalogueViews::max_views; ++number) {
    EXPECT_NE(views.view(fmt::format("g{}", number)), views.base());
  }
  EXPECT_FALSE(first.expired());
  EXPECT_EQ(views.view(fmt::format("g{}", CatalogueViews::max_views + 1))->at(CatalogueViews::max_views).deployment.id,
            7);
  EXPECT_TRUE(first.expired());
  EXPECT_EQ(views.view("g2"), second);
}

}  // namespace
}  // namespace wsus::domain
