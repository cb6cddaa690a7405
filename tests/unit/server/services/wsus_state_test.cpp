// What a server is made of: views of the catalogue, admissions.
#include "server/services/wsus_state.hpp"

#include "tests/unit/server/domain/sample_catalogue.hpp"

#include <gtest/gtest.h>

namespace wsus::services {
namespace {

std::shared_ptr<domain::Catalogue const> catalogue_with(domain::DeploymentAction of_pilot) {
  auto revision = domain::software(1);
  revision.group_deployments = {{"Pilot", {.id = 7, .action = of_pilot}}};
  return std::make_shared<domain::Catalogue const>(std::vector{revision});
}

class WsusStateTest : public testing::Test {
protected:
  wusp::ManualClock clock_{domain::day(1)};
  WsusState state_{clock_, catalogue_with(domain::DeploymentAction::uninstall), {}, cookies::Key{}, /*seed=*/1};
};

TEST_F(WsusStateTest, GroupsWithoutDecisionsShareTheBaseCatalogue) {
  EXPECT_EQ(state_.catalogue_for(""), state_.catalogue());
  EXPECT_EQ(state_.catalogue_for("Servers"), state_.catalogue());
}

TEST_F(WsusStateTest, AViewIsMadeOnce) {
  auto const view = state_.catalogue_for("Pilot");
  EXPECT_NE(view, state_.catalogue());
  EXPECT_EQ(state_.catalogue_for("pilot"), view);
  EXPECT_EQ(view->at(0).deployment.action, domain::DeploymentAction::uninstall);
}

TEST_F(WsusStateTest, ViewsAreDroppedWithTheirCatalogue) {
  std::weak_ptr<domain::Catalogue const> const old = state_.catalogue_for("Pilot");
  state_.replace_catalogue(catalogue_with(domain::DeploymentAction::optional_install));
  EXPECT_TRUE(old.expired());
  EXPECT_EQ(state_.catalogue_for("Pilot")->at(0).deployment.action, domain::DeploymentAction::optional_install);
}

TEST_F(WsusStateTest, ARequestKeepsTheViewThatItTook) {
  auto const taken = state_.catalogue_for("Pilot");
  state_.replace_catalogue(catalogue_with(domain::DeploymentAction::optional_install));
  EXPECT_EQ(taken->at(0).deployment.action, domain::DeploymentAction::uninstall);
}

TEST_F(WsusStateTest, AdmissionsAreLimitedByTheSettingsOfTheMoment) {
  auto const first = state_.admit_sync(state_.settings()->max_concurrent_syncs);
  EXPECT_TRUE(first);
  state_.replace_settings({.max_concurrent_syncs = 1});
  EXPECT_FALSE(state_.admit_sync(state_.settings()->max_concurrent_syncs));
  state_.replace_settings({.max_concurrent_syncs = 2});
  EXPECT_TRUE(state_.admit_sync(state_.settings()->max_concurrent_syncs));
}

TEST_F(WsusStateTest, AnAdmissionMayOutliveItsState) {
  std::vector<std::optional<SyncAdmission>> running;
  {
    WsusState state(clock_, catalogue_with(domain::DeploymentAction::install), {}, cookies::Key{}, 1);
    running.push_back(state.admit_sync(1));
  }
  EXPECT_TRUE(running.front());
}

}  // namespace
}  // namespace wsus::services
