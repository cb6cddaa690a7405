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
