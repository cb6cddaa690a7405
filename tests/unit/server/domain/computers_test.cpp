// The computers table.
#include "server/domain/computers.hpp"

#include <gtest/gtest.h>

#include <string>
#include <thread>

namespace wsus::domain {
namespace {

wusp::UtcTime hour(int number) { return wusp::UtcTime(std::chrono::hours(number)); }

TEST(Computers, FirstAuthorisationMakesTheEntryAndLaterOnesRenewIt) {
  Computers computers;
  computers.authorise("ABC-1", "pc01", "Group A", hour(1));
  computers.authorise("abc-1", "pc01.contoso.com", "Group B", hour(2));
  auto const computer = computers.find("Abc-1");
  ASSERT_TRUE(computer);
  EXPECT_EQ(computer->client_id, "ABC-1");
  EXPECT_EQ(computer->dns_name, "pc01.contoso.com");
  EXPECT_EQ(computer->target_group, "Group B");
  EXPECT_EQ(computer->first_seen, hour(1));
  EXPECT_EQ(computers.all().size(), 1u);
}

TEST(Computers, RegistrationNeedsAnEntry) {
  Computers computers;
  EXPECT_FALSE(computers.register_computer("a", {}));
  EXPECT_FALSE(computers.is_registered("a"));
  computers.authorise("a", "pc01", "", hour(1));
  EXPECT_FALSE(computers.is_registered("a"));
  EXPECT_TRUE(computers.register_computer("A", {.os_version = "10.0.26200"}));
  EXPECT_TRUE(computers.is_registered("a"));
  EXPECT_EQ(computers.find("a")->info.os_version, "10.0.26200");
}

TEST(Computers, AuthorisationKeepsRegistration) {
  Computers computers;
  computers.authorise("a", "pc01", "", hour(1));
  EXPECT_TRUE(computers.register_computer("a", {}));
  computers.authorise("a", "pc01", "", hour(2));
  EXPECT_TRUE(computers.is_registered("a"));
}

TEST(Computers, SyncTimeIsKept) {
  Computers computers;
  computers.synced("a", hour(1));
  EXPECT_FALSE(computers.find("a"));
  computers.authorise("a", "pc01", "", hour(1));
  computers.synced("a", hour(5));
  EXPECT_EQ(computers.find("a")->last_sync, hour(5));
}

TEST(Computers, KeepsTheNewestEvents) {
  Computers computers;
  EXPECT_FALSE(computers.add_events("a", {{.event_id = 1}}));
  computers.authorise("a", "pc01", "", hour(1));
  std::vector<ReportedEvent> events;
  for (int id = 0; id < 1'500; ++id) events.push_back({.event_id = id});
  EXPECT_TRUE(computers.add_events("a", events));
  EXPECT_TRUE(computers.add_events("a", {{.event_id = 9'999}}));
  auto const stored = computers.find("a")->events;
  ASSERT_EQ(stored.size(), Computers::max_events);
  EXPECT_EQ(stored.front().event_id, 1'501 - static_cast<int>(Computers::max_events));
  EXPECT_EQ(stored.back().event_id, 9'999);
}

TEST(Computers, KeepsAsManyEventsAsTheirTextsAllowAndAlwaysTheNewest) {
  Computers computers;
  computers.authorise("a", "pc01", "", hour(1));
  auto const third = Computers::max_event_bytes / 3 - kept_bytes({.replacement_strings = {""}});
  for (int id = 1; id <= 5; ++id)
    EXPECT_TRUE(computers.add_events("a", {{.event_id = id, .replacement_strings = {std::string(third, 'x')}}}));
  auto stored = computers.find("a")->events;
  ASSERT_EQ(stored.size(), 3u);
  EXPECT_EQ(stored.front().event_id, 3);
  EXPECT_TRUE(computers.add_events(
      "a", {{.event_id = 6, .misc_data = {{"U", std::string(Computers::max_event_bytes + 1, 'x')}}}}));
  stored = computers.find("a")->events;
  ASSERT_EQ(stored.size(), 1u);
  EXPECT_EQ(stored.front().event_id, 6);
}

TEST(Computers, ManyShortTextsCostWhatTheyTake) {
  std::vector<std::string> const empty(1'000);
  EXPECT_GE(kept_bytes({.replacement_strings = empty}), 1'000 * sizeof(std::string));
  EXPECT_GE(kept_bytes({.misc_data = std::vector<MiscTag>(1'000)}), 1'000 * sizeof(MiscTag));
  EXPECT_GE(kept_bytes({}), sizeof(ReportedEvent));
  EXPECT_EQ(kept_bytes({.app_name = "abc"}), kept_bytes({}) + 3);

  Computers computers;
  computers.authorise("a", "pc01", "", hour(1));
  for (int id = 1; id <= 1'000; ++id)
    ASSERT_TRUE(computers.add_events("a", {{.event_id = id, .replacement_strings = empty}}));
  auto const stored = computers.find("a")->events;
  EXPECT_EQ(stored.size(), Computers::max_event_bytes / kept_bytes({.replacement_strings = empty}));
  EXPECT_EQ(stored.back().event_id, 1'000);
}

TEST(Computers, BeyondTheCapacityTheOneHeardOfTheLongestAgoIsForgotten) {
  Computers computers(2);
  computers.authorise("a", "pc01", "", hour(1));
  computers.authorise("b", "pc02", "", hour(2));
  EXPECT_EQ(computers.forgotten(), 0u);
  computers.contacted("A", hour(3));
  computers.authorise("c", "pc03", "", hour(4));
  EXPECT_TRUE(computers.find("a"));
  EXPECT_FALSE(computers.find("b"));
  EXPECT_TRUE(computers.find("c"));
  EXPECT_EQ(computers.forgotten(), 1u);
  computers.authorise("A", "pc01", "", hour(5));  // known: nobody has to go
  EXPECT_EQ(computers.forgotten(), 1u);
  EXPECT_TRUE(computers.erase("a"));
  computers.authorise("d", "pc04", "", hour(6));  // into the room that was made
  EXPECT_EQ(computers.forgotten(), 1u);
  computers.authorise("e", "pc05", "", hour(0));  // a clock that went back: never the new one
  EXPECT_FALSE(computers.find("c"));
  EXPECT_TRUE(computers.find("e"));
  EXPECT_EQ(computers.all().size(), 2u);
}

TEST(Computers, ARestoredTableKeepsToTheCapacity) {
  Computers full;
  for (int number = 1; number <= 5; ++number)
    full.authorise("pc-" + std::to_string(number), "pc", "", hour(10 - number));
  Computers computers(3);
  computers.authorise("old", "pc", "", hour(1));
  computers.restore(full.all());
  EXPECT_FALSE(computers.find("old"));
  EXPECT_TRUE(computers.find("pc-3"));
  EXPECT_FALSE(computers.find("pc-4"));
  EXPECT_EQ(computers.forgotten(), 2u);
  computers.authorise("new", "pc", "", hour(20));
  EXPECT_FALSE(computers.find("pc-3"));
}

TEST(Computers, EventsAreFoundByComputerNumberAndUpdate) {
  Computers computers;
  computers.authorise("A", "pc01", "", hour(1));
  computers.authorise("B", "pc02", "", hour(1));
  auto const update = wusp::guid_from_bits(1, 2);
  EXPECT_TRUE(computers.add_events("A", {{.event_id = 147}, {.event_id = 182, .update_id = update}}));
  EXPECT_TRUE(computers.add_events("B", {{.event_id = 182}}));
  EXPECT_EQ(computers.events({}).size(), 3u);
  EXPECT_EQ(computers.events({.client_id = "a"}).size(), 2u);
  EXPECT_EQ(computers.events({.event_id = 182}).size(), 2u);
  auto const found = computers.events({.event_id = 182, .update_id = update});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found.front().client_id, "A");
  EXPECT_TRUE(computers.events({.client_id = "c"}).empty());
}

TEST(Computers, ContactReportAndStatusHaveTimesOfTheirOwn) {
  Computers computers;
  computers.contacted("a", hour(1));
  EXPECT_FALSE(computers.find("a"));
  computers.authorise("a", "pc01", "", hour(1));
  EXPECT_EQ(computers.find("a")->last_contact, hour(1));
  computers.contacted("A", hour(2));
  EXPECT_TRUE(computers.add_events("a", {{.event_id = 156}}, hour(3)));
  EXPECT_TRUE(computers.add_events("a", {{.event_id = 147}}, hour(4)));
  auto const computer = *computers.find("a");
  EXPECT_EQ(computer.last_contact, hour(2));
  EXPECT_EQ(computer.last_status, hour(3));
  EXPECT_EQ(computer.last_report, hour(4));
}

TEST(Computers, AnInventoryNeedsAnEntryAndReplacesTheOneBefore) {
  Computers computers;
  EXPECT_FALSE(computers.store_inventory("a", {.document = "x"}));
  computers.authorise("a", "pc01", "", hour(1));
  EXPECT_TRUE(computers.store_inventory("a", {.document = "x"}));
  EXPECT_TRUE(computers.store_inventory("A", {.received = hour(2), .document = "y"}));
  EXPECT_EQ(computers.find("a")->inventory->document, "y");
}

TEST(Computers, ADeletedEntryIsGoneAndMayComeAnew) {
  Computers computers;
  EXPECT_FALSE(computers.erase("a"));
  computers.authorise("a", "pc01", "", hour(1));
  EXPECT_TRUE(computers.register_computer("a", {}));
  EXPECT_TRUE(computers.erase("A"));
  EXPECT_FALSE(computers.is_registered("a"));
  EXPECT_TRUE(computers.all().empty());
  EXPECT_TRUE(computers.authorise("a", "pc01", "", hour(3)));
  EXPECT_EQ(computers.find("a")->first_seen, hour(3));
}

TEST(Computers, ADamagedEntryRefusesAuthorisationUntilItIsDeleted) {
  Computers computers;
  EXPECT_FALSE(computers.damage("a"));
  EXPECT_TRUE(computers.authorise("a", "pc01", "", hour(1)));
  EXPECT_TRUE(computers.authorise("b", "pc02", "", hour(1)));
  EXPECT_TRUE(computers.damage("A"));
  EXPECT_FALSE(computers.authorise("a", "renamed", "", hour(2)));
  EXPECT_FALSE(computers.authorise("a", "renamed", "", hour(3)));
  EXPECT_EQ(computers.find("a")->dns_name, "pc01");
  EXPECT_TRUE(computers.authorise("b", "pc02", "", hour(2)));
  EXPECT_TRUE(computers.erase("a"));
  EXPECT_TRUE(computers.authorise("a", "renamed", "", hour(4)));
}

TEST(Computers, ARestoredTableIsTheOneThatWasCopied) {
  Computers computers;
  computers.authorise("Kept", "pc01", "Group", hour(1));
  computers.authorise("Hurt", "pc02", "", hour(1));
  EXPECT_TRUE(computers.damage("hurt"));
  auto const copy = computers.all();
  computers.authorise("New", "pc03", "", hour(2));
  EXPECT_TRUE(computers.erase("kept"));
  EXPECT_TRUE(computers.erase("hurt"));
  computers.restore(copy);
  EXPECT_FALSE(computers.find("new"));
  EXPECT_EQ(computers.find("KEPT")->target_group, "Group");
  EXPECT_FALSE(computers.authorise("hurt", "pc02", "", hour(3)));
  computers.restore({});
  EXPECT_TRUE(computers.all().empty());
}

TEST(Computers, CallsFromManyThreadsAreAllKept) {
  Computers computers;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&computers, t] {
      for (int i = 0; i < 200; ++i) {
        computers.authorise(std::to_string(t * 200 + i), "pc", "", hour(i));
        (void)computers.add_events("0", {{.event_id = i}});
        (void)computers.all();
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(computers.all().size(), 800u);
}

}  // namespace
}  // namespace wsus::domain
