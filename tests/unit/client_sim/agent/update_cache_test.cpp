// The lists of cached ids: kept from call to call, and always those of the store.
#include "client_sim/agent/update_cache.hpp"
#include "client_sim/machine/machine.hpp"
#include "wsdl/wusp/clock.hpp"

#include <gmock/gmock.h>

namespace wsus::agent {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

wusp::Guid guid_of(int revision_id) {
  return wusp::parse_guid("10000000-0000-4000-8000-0000000000" + std::to_string(10 + revision_id)).value();
}

/// Ids from 50 on are drivers; even ids below are installed.
Evaluation evaluate(ReceivedUpdate const& update, machine::Machine const&) {
  Evaluation evaluation;
  evaluation.update_id = guid_of(update.revision_id);
  evaluation.is_driver = update.revision_id >= 50;
  evaluation.installed = update.revision_id % 2 == 0;
  return evaluation;
}

ReceivedUpdate received(int id, bool is_leaf = false) {
  ReceivedUpdate update;
  update.revision_id = id;
  update.action = "Evaluate";
  update.is_leaf = is_leaf;
  update.core_xml = "<UpdateIdentity />";
  return update;
}

class CachedIdsTest : public testing::Test {
protected:
  void add(std::vector<ReceivedUpdate> updates) {
    SyncReply reply;
    reply.new_updates = std::move(updates);
    cache.apply(reply, evaluate, machine);
  }

  void expect_those_of_the_store() {
    UpdateCache fresh(machine.data_store());
    auto const& wanted = fresh.ids();
    auto const& kept = cache.ids();
    EXPECT_EQ(kept.installed_non_leaf, wanted.installed_non_leaf);
    EXPECT_EQ(kept.other, wanted.other);
    EXPECT_EQ(kept.drivers, wanted.drivers);
  }

  wusp::SystemClock clock{};
  machine::Machine machine{{}, clock};
  UpdateCache cache{machine.data_store()};
};

TEST_F(CachedIdsTest, WhatArrivesAfterACallIsSortedIntoItsList) {
  add({received(20), received(31), received(52)});
  static_cast<void>(cache.ids());
  add({received(10), received(30, /*is_leaf=*/true), received(25), received(51)});
  EXPECT_THAT(cache.ids().installed_non_leaf, ElementsAre(10, 20));
  EXPECT_THAT(cache.ids().other, ElementsAre(25, 30, 31));
  EXPECT_THAT(cache.ids().drivers, ElementsAre(51, 52));
  expect_those_of_the_store();
}

TEST_F(CachedIdsTest, ARevisionThatArrivesAgainStandsOnce) {
  add({received(20), received(21)});
  static_cast<void>(cache.ids());
  add({received(20, /*is_leaf=*/true)});
  EXPECT_THAT(cache.ids().installed_non_leaf, IsEmpty());
  EXPECT_THAT(cache.ids().other, ElementsAre(20, 21));
}

TEST_F(CachedIdsTest, WhatIsDroppedAndWhatChangesItsListIsFollowed) {
  add({received(20), received(22), received(23)});
  static_cast<void>(cache.ids());
  SyncReply reply;
  reply.changed_updates = {received(22, /*is_leaf=*/true)};
  reply.out_of_scope = {20, 99};
  cache.apply(reply, evaluate, machine);
  EXPECT_THAT(cache.ids().installed_non_leaf, IsEmpty());
  EXPECT_THAT(cache.ids().other, ElementsAre(22, 23));
}

TEST_F(CachedIdsTest, NewNumbersOfRefreshCacheReplaceTheOld) {
  add({received(20), received(23)});
  static_cast<void>(cache.ids());
  RefreshReply reply;
  RefreshReply::Item item;
  item.revision_id = 40;
  item.update_id = guid_of(20);
  item.is_leaf = false;
  reply.items = {item};
  cache.apply(reply);
  EXPECT_THAT(cache.ids().installed_non_leaf, ElementsAre(40));
  EXPECT_THAT(cache.ids().other, IsEmpty());
}

TEST_F(CachedIdsTest, DeploymentAndDeadlineOfRefreshCacheReplaceTheOldWhereTheyCame) {
  add({received(20), received(23)});
  for (int const id : {20, 23}) machine.data_store().updates.edit().at(id).deadline = "2026-01-01T00:00:00";
  RefreshReply reply;
  reply.items = {{.revision_id = 40, .update_id = guid_of(20), .action = "Install", .deployment_id = 5},
                 {.revision_id = 43, .update_id = guid_of(23)}};
  cache.apply(reply);
  auto const& updates = machine.data_store().updates;
  EXPECT_EQ(updates.at(40).deployment_id, 5);
  EXPECT_EQ(updates.at(40).deadline, "");
  EXPECT_EQ(updates.at(43).action, "Evaluate") << "no Deployment came with it";
  EXPECT_EQ(updates.at(43).deadline, "2026-01-01T00:00:00");
}

/// Update 1 is offered to a user where `offers` says so; 2 is a bundle of it. Both are installable.
struct ChangedActions : testing::Test {
  Evaluate evaluate = [this](ReceivedUpdate const& update, machine::Machine const&) {
    Evaluation evaluation{.update_id = guid_of(update.revision_id), .installable = true, .offered = offers};
    if (update.revision_id == 2) {
      evaluation.offered = evaluation.is_bundle = true;
      evaluation.bundled_updates = {guid_of(1)};
    }
    return evaluation;
  };
  static ReceivedUpdate with_action(int id, std::string action) {
    auto update = received(id, /*is_leaf=*/true);
    update.action = std::move(action);
    return update;
  }
  void begin_with(std::string const& action) {
    SyncReply reply;
    reply.new_updates = {with_action(1, action), with_action(2, "Install")};
    cache.apply(reply, evaluate, machine);
    cache.resolve_bundles();
  }
  void change_to(std::string const& action) {
    SyncReply reply;
    reply.changed_updates = {with_action(1, action)};
    cache.apply(reply, evaluate, machine);
    cache.resolve_bundles();
  }
  [[nodiscard]] bool is_needed(int id) { return machine.data_store().updates.at(id).needed; }

  bool offers = false;
  wusp::SystemClock clock{};
  machine::Machine machine{{}, clock};
  UpdateCache cache{machine.data_store()};
};

TEST_F(ChangedActions, OfAChildThatIsNoneAnyMoreTakesItsNeedAndThatOfItsBundle) {
  begin_with("Bundle");
  ASSERT_TRUE(is_needed(1));
  ASSERT_TRUE(is_needed(2));
  change_to("Evaluate");
  EXPECT_FALSE(is_needed(1)) << "it is not offered, and no child of a bundle";
  EXPECT_FALSE(is_needed(2));
}

TEST_F(ChangedActions, OfAnUpdateThatBecomesAChildGiveItNeedAndToItsBundle) {
  begin_with("Evaluate");
  ASSERT_FALSE(is_needed(1));
  ASSERT_FALSE(is_needed(2));
  change_to("Bundle");
  EXPECT_TRUE(is_needed(1));
  EXPECT_TRUE(is_needed(2));
}

TEST_F(ChangedActions, BetweenOtherActionsDecideNothingAgain) {
  offers = true;
  begin_with("Install");
  auto const evaluated = cache.evaluated();
  change_to("Evaluate");
  EXPECT_EQ(cache.evaluated(), evaluated);
  EXPECT_TRUE(is_needed(1));
}

TEST_F(ChangedActions, ThatRefreshCacheTellsAreDecidedAtTheNextScan) {
  begin_with("Bundle");
  machine.data_store().evaluation_due = false;
  RefreshReply reply;
  reply.items = {{.revision_id = 1, .update_id = guid_of(1), .action = "Bundle"}};
  cache.apply(reply);
  EXPECT_FALSE(machine.data_store().evaluation_due);
  reply.items[0].action = "Install";
  cache.apply(reply);
  EXPECT_TRUE(machine.data_store().evaluation_due);
}

TEST_F(CachedIdsTest, WhatIsEvaluatedAgainMayChangeItsList) {
  add({received(21), received(24)});
  static_cast<void>(cache.ids());
  machine.data_store().installed_updates.insert(guid_of(21));
  cache.evaluate_again(evaluate, machine);
  EXPECT_THAT(cache.ids().installed_non_leaf, ElementsAre(21, 24));
}

TEST_F(CachedIdsTest, AnEmptiedStoreHasNone) {
  add({received(20), received(23)});
  static_cast<void>(cache.ids());
  machine.data_store().updates.clear();
  EXPECT_EQ(cache.ids().size(), 0u);
}

}  // namespace
}  // namespace wsus::agent
