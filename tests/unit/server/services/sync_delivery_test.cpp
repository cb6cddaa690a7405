// What SyncUpdates writes for each kind of deployment, to each group and protocol version
// (wusp-protocol 1.5, 4.3, 6.2).
#include "tests/support/golden.hpp"
#include "tests/unit/server/services/sync_world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::services {
namespace {

using domain::any_of;
using domain::category;
using domain::category_revision;
using domain::day;
using domain::Deployment;
using domain::DeploymentAction;
using domain::guid;
using domain::Revision;
using domain::software;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

Revision with_action(int number, DeploymentAction action) {
  auto revision = software(number);
  revision.deployment.action = action;
  return revision;
}

TEST(SyncDeployment, IsWrittenAsARealServerWritesIt) {
  SyncWorld world({software(7)});
  auto const reply = world.software_pass();
  EXPECT_EQ(reply.error_code, "");
  EXPECT_EQ(reply.deployment(7), "<ID>7</ID><Action>Install</Action><IsAssigned>true</IsAssigned>"
                                 "<LastChangeTime>1970-01-02</LastChangeTime><AutoSelect>0</AutoSelect>"
                                 "<AutoDownload>0</AutoDownload><SupersedenceBehavior>0</SupersedenceBehavior>");
}

// Conforms: SyncUpdates.actions
TEST(SyncDeployment, HasTheActionOfItsApproval) {
  struct Row {
    DeploymentAction action;
    char const* written;
  };
  for (auto const& row : std::vector<Row>{{DeploymentAction::install, "Install"},
                                          {DeploymentAction::optional_install, "OptionalInstall"},
                                          {DeploymentAction::uninstall, "Uninstall"},
                                          {DeploymentAction::pre_deployment_check, "PreDeploymentCheck"},
                                          {DeploymentAction::evaluate, "Evaluate"}}) {
    SyncWorld world({with_action(7, row.action)});
    EXPECT_EQ(test::element(world.software_pass().deployment(7), "Action"), row.written);
  }
}

TEST(SyncDeployment, CarriesADeadlineOnlyWhenThereIsOne) {
  auto revision = software(7);
  revision.deployment.deadline = day(30) + std::chrono::hours(17) + std::chrono::minutes(30);
  SyncWorld world({revision, software(8)});
  auto const reply = world.software_pass();
  EXPECT_THAT(reply.deployment(7), HasSubstr("</Action><Deadline>1970-01-31T17:30:00Z</Deadline><IsAssigned>"));
  EXPECT_THAT(reply.deployment(8), Not(HasSubstr("Deadline")));
}

TEST(SyncDeployment, BlockIsNotSentAndLeavesTheCache) {
  SyncWorld world({with_action(7, DeploymentAction::block), software(8)});
  auto const reply = world.software_pass(id_list("OtherCachedUpdateIDs", {7}));
  EXPECT_THAT(reply.updates("NewUpdates"), ElementsAre(8));
  EXPECT_THAT(reply.ints("OutOfScopeRevisionIDs"), ElementsAre(7));
}

// Conforms: SyncUpdates.actions
TEST(SyncDeployment, AChildIsSentAsBundleAndOnlyWithAParentThatIsDeployed) {
  auto child = with_action(2, DeploymentAction::bundle);
  auto parent = software(1);
  parent.bundled_updates = {{child.identity}};
  SyncWorld approved({parent, child});
  EXPECT_EQ(test::element(approved.software_pass().deployment(2), "Action"), "Bundle");
  parent.deployment.action = DeploymentAction::block;
  SyncWorld blocked({parent, child});
  EXPECT_FALSE(blocked.software_pass().has("NewUpdates"));
}

// Conforms: SyncUpdates.actions
TEST(SyncDeployment, ADependencyThatNobodyDeployedIsEvaluated) {
  SyncWorld world({software(1, {any_of({2})}), domain::dependency(2)});
  auto const reply = world.software_pass();
  EXPECT_THAT(reply.updates("NewUpdates"), ElementsAre(2));
  EXPECT_EQ(test::element(reply.deployment(2), "Action"), "Evaluate");
  EXPECT_EQ(test::element(reply.deployment(2), "LastChangeTime"), "1970-01-02");  // never without (wusp-protocol 6.2)
}

// Conforms: SyncUpdates.changed
TEST(SyncDeployment, AChangeIsToldWithoutXml) {
  auto changed = software(7);
  changed.deployment = {.id = 9, .action = DeploymentAction::uninstall, .last_change = day(5)};
  SyncWorld world({changed, software(8)});
  world.cookie.anchor = day(4);
  auto const reply = world.software_pass(id_list("OtherCachedUpdateIDs", {7, 8}));
  EXPECT_THAT(reply.updates("ChangedUpdates"), ElementsAre(7));
  EXPECT_EQ(test::element(reply.deployment(7), "Action"), "Uninstall");
  EXPECT_FALSE(reply.has("Xml"));
  EXPECT_FALSE(reply.has("NewUpdates"));
}

/// Update 1 is for everybody, 2 for Pilot; 3 is for everybody but Servers; Servers uninstall 4.
std::vector<Revision> company() {
  auto const decide = [](Revision revision, std::string group, DeploymentAction action) {
    revision.group_deployments.push_back(
        {std::move(group), Deployment{.id = 100 + revision.id, .action = action, .last_change = day(2)}});
    return revision;
  };
  auto two = with_action(2, DeploymentAction::evaluate);
  two.deployment.id = 0;
  return {software(1), decide(two, "Pilot", DeploymentAction::install),
          decide(software(3), "Servers", DeploymentAction::block),
          decide(software(4), "Servers", DeploymentAction::uninstall)};
}

// Conforms: SyncUpdates.groups
TEST(SyncGroups, EachSeesItsOwnApprovals) {
  SyncWorld world(company());
  struct Row {
    char const* group;
    std::vector<int> updates;
    char const* action_of_4;
  };
  for (auto const& row : std::vector<Row>{{"", {1, 3, 4}, "Install"},
                                          {"Others", {1, 3, 4}, "Install"},
                                          {"PILOT", {1, 2, 3, 4}, "Install"},
                                          {"Servers", {1, 4}, "Uninstall"},
                                          {"Servers;Pilot", {1, 2, 4}, "Uninstall"}}) {
    world.cookie.target_group = row.group;
    auto const reply = world.software_pass();
    EXPECT_EQ(reply.updates("NewUpdates"), row.updates) << row.group;
    EXPECT_EQ(test::element(reply.deployment(4), "Action"), row.action_of_4) << row.group;
  }
}

TEST(SyncGroups, AClientThatHasMovedLosesWhatItsNewGroupDoesNotGet) {
  SyncWorld world(company());
  world.cookie.target_group = "Servers";
  auto const reply = world.software_pass(id_list("OtherCachedUpdateIDs", {1, 2, 3, 4}));
  EXPECT_THAT(reply.ints("OutOfScopeRevisionIDs"), ElementsAre(2, 3));
}

std::string id_of(int number) { return wusp::to_string(guid(number)); }
constexpr std::string_view two_groups = "<NeedTwoGroupOutOfScopeUpdates>true</NeedTwoGroupOutOfScopeUpdates>";

/// Product 1 with update 2, product 3 with update 4.
std::vector<Revision> two_products() {
  return {category_revision(1), software(2, {category(1)}), category_revision(3), software(4, {category(3)})};
}

/// A client with everything cached scans for product 1.
SyncReply filtered_scan(SyncWorld& world) {
  return world.software_pass(id_list("InstalledNonLeafUpdateIDs", {1, 3}) + id_list("OtherCachedUpdateIDs", {4, 900}),
                             category_filter({id_of(1)}) + std::string(two_groups));
}

// Conforms: SyncUpdates.out_of_scope
TEST(SyncFilter, AnswersInTwoGroups) {
  SyncWorld world(two_products());
  auto const reply = filtered_scan(world);
  EXPECT_THAT(reply.updates("NewUpdates"), ElementsAre(2));
  EXPECT_THAT(reply.ints("OutOfScopeRevisionIDs"), ElementsAre(900));
  EXPECT_THAT(reply.ints("DeployedOutOfScopeRevisionIds"), ElementsAre(3, 4));
  EXPECT_EQ(reply.text("DriverSyncNotNeeded"), "true");
}

TEST(SyncFilter, IsPassedOverForPeersThatAreTooOld) {
  struct Row {
    char const* client;
    char const* server;
    bool filtered;
  };
  for (auto const& row : std::vector<Row>{{"1.6", "3.2", false},
                                          {"1.7", "3.2", true},
                                          {"1.7", "3.1", false},
                                          {"2.90", "3.2", true},
                                          {"2.90", "3.0", false}}) {
    SyncWorld world(two_products(), {.protocol_version = row.server});
    world.cookie.protocol_version = row.client;
    auto const reply = filtered_scan(world);
    EXPECT_EQ(reply.error_code, "") << row.client << ' ' << row.server;
    EXPECT_EQ(reply.has("DeployedOutOfScopeRevisionIds"), row.filtered) << row.client << ' ' << row.server;
    EXPECT_EQ(reply.has("DriverSyncNotNeeded"), row.filtered) << row.client << ' ' << row.server;
    EXPECT_THAT(reply.ints("OutOfScopeRevisionIDs"), ElementsAre(900));
  }
}

// Conforms: SyncUpdates.version_gates
TEST(SyncProtocol, AutoSelectAndItsLikeAreForClientsFromOneEightOn) {
  for (auto const& [version, written] : {std::pair("1.0", false), {"1.7", false}, {"1.8", true}, {"2.0", true}}) {
    SyncWorld world({software(1)});
    world.cookie.protocol_version = version;
    auto const reply = world.software_pass();
    for (auto const* name : {"AutoSelect", "AutoDownload", "SupersedenceBehavior"})
      EXPECT_EQ(reply.has(name), written) << version << ' ' << name;
    EXPECT_FALSE(reply.has("FlagBitmask"));
  }
}

}  // namespace
}  // namespace wsus::services
