// The driver pass: what is offered, kept, dropped and told (wusp-protocol 6.3).
#include "tests/unit/server/domain/sample_drivers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::domain {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

/// Driver 1 for A, driver 2 for Q; driver 3 for A is better but wants detectoid 5.
Catalogue garage() {
  auto wanting = driver(3, {row("A", 9, 9)});
  wanting.prerequisites = {any_of({5})};
  return Catalogue({driver(1, {row("A")}), driver(2, {row("Q")}), wanting, detectoid(5), software(6)});
}

struct Pass {
  std::vector<int> installed{};
  std::vector<int> cached{};
  SystemSpec system{.devices = {device()}};
  int anchor = 1;
  PageLimits page{};
};

SyncAnswer drivers_for(Catalogue const& catalogue, Pass const& pass) {
  return sync(catalogue,
              {.installed_non_leaf = pass.installed,
               .cached_drivers = pass.cached,
               .skip_software = true,
               .system = &pass.system,
               .anchor = day(pass.anchor)},
              pass.page);
}

TEST(DriverPass, OffersTheBestMatchWhosePrerequisitesHold) {
  auto const catalogue = garage();
  EXPECT_THAT(ids(catalogue, drivers_for(catalogue, {}).new_updates), ElementsAre(1));
  EXPECT_THAT(ids(catalogue, drivers_for(catalogue, {.installed = {5}}).new_updates), ElementsAre(3));
}

TEST(DriverPass, TellsTheHardwareIdsThatMatchedBest) {
  auto const catalogue = garage();
  EXPECT_THAT(drivers_for(catalogue, {}).hardware_ids, ElementsAre(Pair(0, ElementsAre("A"))));
}

TEST(DriverPass, SaysThatAPassIsNotNeededOnlyWithoutResult) {
  auto const catalogue = garage();
  EXPECT_FALSE(drivers_for(catalogue, {}).driver_sync_not_needed);
  EXPECT_TRUE(drivers_for(catalogue, {.cached = {1}}).driver_sync_not_needed);
  EXPECT_FALSE(drivers_for(catalogue, {.cached = {1}, .anchor = 0}).driver_sync_not_needed);  // changed
  EXPECT_TRUE(drivers_for(catalogue, {.system = {}}).driver_sync_not_needed);
}

TEST(DriverPass, CountsCachedDriversAndNoOthers) {
  auto const catalogue = garage();
  auto const answer = drivers_for(catalogue, {.installed = {5}, .cached = {3, 1, 900}});
  EXPECT_THAT(answer.new_updates, IsEmpty());
  EXPECT_THAT(answer.out_of_scope, ElementsAre(1, 900));  // 1 is no longer the best; 5 is no driver and stays
}

TEST(DriverPass, DropsACachedDriverOnceItIsInstalled) {
  auto const catalogue = garage();
  EXPECT_THAT(drivers_for(catalogue, {.cached = {1}}).out_of_scope, IsEmpty());
  auto const after = drivers_for(catalogue, {.cached = {1}, .system = {.devices = {device_with("A")}}});
  EXPECT_THAT(after.out_of_scope, ElementsAre(1));
}

TEST(DriverPass, KeepsACachedDriverThatTheAgentInstalled) {
  auto const catalogue = garage();
  auto restored = device_with("A");
  restored.recovery_ids = {guid(1)};
  auto const kept = drivers_for(catalogue, {.cached = {1}, .system = {.devices = {restored}}});
  EXPECT_THAT(kept.out_of_scope, IsEmpty());
  auto const not_cached = drivers_for(catalogue, {.system = {.devices = {restored}}});
  EXPECT_THAT(not_cached.new_updates, IsEmpty());
}

TEST(DriverPass, TakesADriverOffWhereTheAgentInstalledItAndOffersItNowhere) {
  auto unwanted = driver(1, {row("A", 9, 9)});
  unwanted.deployment.action = DeploymentAction::uninstall;
  Catalogue const catalogue({unwanted, driver(2, {row("A")})});
  EXPECT_THAT(ids(catalogue, drivers_for(catalogue, {}).new_updates), ElementsAre(2));
  auto computer = device_with("A", 9, 9);
  EXPECT_THAT(drivers_for(catalogue, {.system = {.devices = {computer}}}).new_updates, IsEmpty());
  computer.recovery_ids = {guid(1)};
  EXPECT_THAT(ids(catalogue, drivers_for(catalogue, {.system = {.devices = {computer}}}).new_updates), ElementsAre(1));
  EXPECT_THAT(drivers_for(catalogue, {.cached = {1}, .system = {.devices = {computer}}}).out_of_scope, IsEmpty());
}

TEST(DriverPass, IsCutIntoPagesAsTheSoftwarePassIs) {
  auto const catalogue = garage();
  SystemSpec const two{.devices = {device(), {.hardware_ids = {"Q"}}}};
  auto const first = drivers_for(catalogue, {.system = two, .page = {.updates = 1}});
  EXPECT_THAT(ids(catalogue, first.new_updates), ElementsAre(1));
  EXPECT_TRUE(first.truncated);
  auto const second = drivers_for(catalogue, {.cached = {1}, .system = two, .page = {.updates = 1}});
  EXPECT_THAT(ids(catalogue, second.new_updates), ElementsAre(2));
  EXPECT_FALSE(second.truncated);
}

TEST(DriverPass, OffersNothingThatIsBlockedOrDeclinedOrNotApproved) {
  for (auto const action : {DeploymentAction::block, DeploymentAction::evaluate}) {
    auto revision = driver(1, {row("A")});
    revision.deployment = {.id = 0, .action = action, .last_change = day(1)};
    EXPECT_THAT(drivers_for(Catalogue({revision}), {}).new_updates, IsEmpty()) << to_string(action);
  }
  auto declined = driver(1, {row("A")});
  declined.declined = true;
  EXPECT_THAT(drivers_for(Catalogue({declined}), {}).new_updates, IsEmpty());
}

TEST(DriverPass, OffersTheHighestRevisionOnly) {
  auto newer = driver(7, {row("A")});
  newer.identity = {.update_id = guid(1), .revision_number = 2};
  Catalogue const catalogue({driver(1, {row("A", 9, 9)}), newer});
  EXPECT_THAT(ids(catalogue, drivers_for(catalogue, {}).new_updates), ElementsAre(7));
}

}  // namespace
}  // namespace wsus::domain
