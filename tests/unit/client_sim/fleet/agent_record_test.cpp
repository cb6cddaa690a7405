// Agents between their scans: what comes back, what is shared, what a switch of the database does to them.
#include "client_sim/fleet/agent_record.hpp"

#include "client_sim/agent/identity.hpp"
#include "client_sim/fleet/settings.hpp"
#include "client_sim/machine/identity.hpp"
#include "wsdl/wusp/clock.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::fleet {
namespace {

using machine::CachedUpdate;
using machine::CachedUpdates;
using testing::IsEmpty;
using testing::SizeIs;

wusp::Guid guid(int number) { return wusp::guid_from_bits(0x1111, static_cast<std::uint64_t>(number)); }

/// `count` updates; fragments are those of the pool.
CachedUpdates updates(CachePool& pool, int count, std::string const& action = "Install") {
  CachedUpdates result;
  auto& map = result.edit();
  for (int id = 1; id <= count; ++id)
    map[id] = {.revision_id = id,
               .update_id = guid(id),
               .revision_number = 200,
               .action = action,
               .core_xml = pool.fragment("<UpdateIdentity " + std::to_string(id) + "/>")};
  return result;
}

std::vector<CachedUpdate> listed(CachedUpdates const& updates) {
  std::vector<CachedUpdate> list;
  for (auto const& [id, update] : updates) list.push_back(update);
  return list;
}

TEST(CachePool, GivesBackWhatWasPacked) {
  CachePool pool;
  auto const packed = pool.pack(updates(pool, 5));
  EXPECT_EQ(CachePool::size(packed), 5U);
  EXPECT_EQ(listed(pool.unpack(packed)), listed(updates(pool, 5)));
  EXPECT_EQ(pool.pack({}), nullptr);
  EXPECT_TRUE(pool.unpack(nullptr).empty());
}

TEST(CachePool, WhatIsKnownAlikeIsThereOnce) {
  CachePool pool;
  auto const first = pool.pack(updates(pool, 1'000));
  auto const second = pool.pack(updates(pool, 1'000));
  EXPECT_EQ(first, second);
  EXPECT_EQ(pool.records(), 1'000U);
  EXPECT_EQ(pool.fragments(), 1'000U);
  auto other = updates(pool, 1'000);
  other.edit().at(7).needed = true;
  auto const third = pool.pack(other);
  EXPECT_NE(third, first);
  EXPECT_EQ(pool.records(), 1'001U) << "of what differs there is one more";
  EXPECT_EQ(pool.lists(), 2U);
}

TEST(CachePool, EveryMemberOfARecordCounts) {
  CachePool pool;
  auto const first = pool.pack(updates(pool, 1));
  for (auto const& change : std::vector<std::function<void(CachedUpdate&)>>{
           [](CachedUpdate& update) { update.deployment_id = 4; },
           [](CachedUpdate& update) { update.deadline = "2026-01-01T00:00:00"; },
           [](CachedUpdate& update) { update.details.emplace().title = "a"; },
           [](CachedUpdate& update) { update.device_id = "a"; },
           [](CachedUpdate& update) { update.superseded_updates.push_back(guid(9)); },
       }) {
    auto changed = updates(pool, 1);
    change(changed.edit().at(1));
    auto const packed = pool.pack(changed);
    EXPECT_NE(packed, first);
    EXPECT_EQ(listed(pool.unpack(packed)), listed(changed));
  }
}

TEST(CachePool, ListsInUseAreUnpackedOnceAndShared) {
  CachePool pool(2);
  auto const a = pool.pack(updates(pool, 3));
  auto const b = pool.pack(updates(pool, 4));
  auto const unpacked = pool.unpack(a);
  EXPECT_TRUE(pool.unpack(a).shares_with(unpacked));
  EXPECT_EQ(pool.pack(unpacked), a) << "a scan that has brought nothing";
  auto const c = pool.pack(updates(pool, 5));
  EXPECT_TRUE(pool.unpack(a).shares_with(unpacked));
  auto const d = pool.pack(updates(pool, 6));
  static_cast<void>(pool.unpack(b));
  static_cast<void>(pool.unpack(c));
  static_cast<void>(pool.unpack(d));
  EXPECT_FALSE(pool.unpack(a).shares_with(unpacked)) << "two stay unpacked";
  EXPECT_EQ(listed(pool.unpack(a)), listed(unpacked));
}

TEST(CachePool, ListsThatNobodyHasGoAway) {
  CachePool pool(1);
  for (int count = 1; count <= 300; ++count) static_cast<void>(pool.pack(updates(pool, count)));
  EXPECT_EQ(pool.lists(), 1U) << "the one that is unpacked";
}

TEST(CachePool, ForeignUpdatesHaveOtherGuidsAndAreThemselvesWhenForeignTwice) {
  CachePool pool;
  auto const own = pool.pack(updates(pool, 3));
  auto const foreign = pool.foreign(own);
  EXPECT_EQ(foreign, pool.foreign(own));
  auto const known = pool.unpack(foreign);
  ASSERT_EQ(known.size(), 3U);
  for (auto const& [id, update] : known) EXPECT_NE(update.update_id, guid(id));
  EXPECT_EQ(pool.foreign(foreign), own);
  EXPECT_EQ(pool.foreign(nullptr), nullptr);
}

class AgentRecordTest : public testing::Test {
protected:
  AgentRecordTest() { machine.data_store().server_url = kind.policy_url; }

  void scanned(AgentRecord& record, std::uint32_t agent) {
    expand(record, agent, kind, pools, machine);
    auto& store = machine.data_store();
    store.updates = updates(caches, 4);
    store.config = machine::CachedConfig{.last_change = "2026-10-04T13:17:07.59Z"};
    store.cookie = machine::ClientCookie{"2026-10-04T16:00:00Z", "sealed for " + std::to_string(agent)};
    store.registered_data = agent::registration_data(machine);
    capture(machine, kind, pools, record);
  }

  wusp::SystemClock clock{};
  FleetSettings settings{.server_url = "http://wsus:8530"};
  machine::Machine machine{machine_options(settings, {}, 0), clock};
  CachePool caches{};
  ConfigPool configs{};
  Pools pools{caches, configs};
  KindFacts kind{.policy_url = "http://wsus:8530", .facts = 17};
};

TEST_F(AgentRecordTest, ANewAgentKnowsNothingAndIsTheMachineOfItsName) {
  expand({}, 41, kind, pools, machine);
  EXPECT_TRUE(machine.data_store().updates.empty());
  EXPECT_FALSE(machine.data_store().config);
  EXPECT_EQ(machine.data_store().registered_data, "");
  auto options = machine_options(settings, {}, 41);
  EXPECT_EQ(options.name, "PC0000042");
  machine::Machine const alone(options, clock);
  EXPECT_EQ(machine::sus_client_id(machine), machine::sus_client_id(alone));
  EXPECT_EQ(machine::dns_name(machine), "pc0000042.lab.example");
}

TEST_F(AgentRecordTest, WhatAScanLeftIsThereAtTheNextOne) {
  AgentRecord first;
  AgentRecord second;
  scanned(first, 0);
  scanned(second, 1);
  EXPECT_EQ(first.updates, second.updates) << "shared";
  EXPECT_EQ(first.config, second.config) << "shared";
  EXPECT_EQ(first.scans, 1U);
  expand(first, 0, kind, pools, machine);
  auto const& store = machine.data_store();
  EXPECT_EQ(store.server_url, kind.policy_url);
  EXPECT_EQ(store.updates.size(), 4U);
  EXPECT_EQ(store.config->last_change, "2026-10-04T13:17:07.59Z");
  EXPECT_EQ(store.cookie->encrypted_data, "sealed for 0");
  EXPECT_EQ(store.registered_data, agent::registration_data(machine));
  EXPECT_EQ(store.evaluated_facts, 17U);
  capture(machine, kind, pools, first);
  EXPECT_EQ(first.updates, second.updates) << "nothing has changed";
}

TEST_F(AgentRecordTest, EventsThatWaitAreKeptUpToALimitAndTroubleWhole) {
  AgentRecord record;
  expand(record, 0, kind, pools, machine);
  for (int id = 1; id <= 6; ++id) machine.data_store().pending_events.push_back({.event_id = id});
  machine.data_store().trouble["http://wsus:8530"] = {.failures = 3};
  capture(machine, kind, pools, record);
  ASSERT_TRUE(record.rare);
  expand(record, 0, kind, pools, machine);
  ASSERT_THAT(machine.data_store().pending_events, SizeIs(4));
  EXPECT_EQ(machine.data_store().pending_events.front().event_id, 3) << "the oldest are forgotten";
  EXPECT_EQ(machine.data_store().trouble.at("http://wsus:8530").failures, 3U);
  machine.data_store().pending_events.clear();
  machine.data_store().trouble.clear();
  capture(machine, kind, pools, record);
  EXPECT_FALSE(record.rare);
}

TEST_F(AgentRecordTest, AnAgentOfAnotherDatabaseHasACookieAndUpdatesThatThisOneNeverSaw) {
  AgentRecord record;
  scanned(record, 0);
  auto const before = record.updates;
  meet_another_database(record, caches);
  EXPECT_NE(record.updates, before);
  EXPECT_NE(record.cookie->encrypted_data, "sealed for 0");
  EXPECT_EQ(record.cookie->encrypted_data.size(), std::string("sealed for 0").size());
  EXPECT_TRUE(record.registered) << "the agent does not know yet";
  AgentRecord nothing;
  meet_another_database(nothing, caches);
  EXPECT_FALSE(nothing.cookie);
}

TEST_F(AgentRecordTest, IsSmall) { EXPECT_LE(sizeof(AgentRecord), 80U); }

TEST(ConfigPool, KeepsThoseSeenLast) {
  ConfigPool pool;
  auto const first = pool.kept({.last_change = "a"});
  EXPECT_EQ(pool.kept({.last_change = "a"}), first);
  for (int i = 0; i < 20; ++i) static_cast<void>(pool.kept({.last_change = std::to_string(i)}));
  EXPECT_NE(pool.kept({.last_change = "a"}), first);
}

}  // namespace
}  // namespace wsus::fleet
