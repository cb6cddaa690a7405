// Proves how the journal is read: filters, pages, bodies within bounds, and that packing loses nothing.
#include "server/journal/journal.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace wsus::journal {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Entry call(std::string operation, std::string client_id = "a") {
  Entry entry;
  entry.method = "POST";
  entry.target = "/ClientWebService/client.asmx?x=1";
  entry.service = "ClientWebService";
  entry.operation = std::move(operation);
  entry.client_id = std::move(client_id);
  entry.status = 200;
  return entry;
}

std::vector<std::uint64_t> numbers_of(std::vector<Entry> const& entries) {
  std::vector<std::uint64_t> numbers;
  for (auto const& entry : entries) numbers.push_back(entry.sequence);
  return numbers;
}

TEST(Filter, EachFieldMustHold) {
  auto entry = call("SyncUpdates", "AbC");
  entry.sequence = 7;
  entry.error_code = "ServerBusy";
  entry.injected = {{.rule = "busy", .kind = "soap_fault"}};
  EXPECT_TRUE(matches({}, entry));
  Filter const all{.client_id = "aBc",
                   .operation = "SyncUpdates",
                   .service = "ClientWebService",
                   .fault = "busy",
                   .error_code = "ServerBusy",
                   .status = 200,
                   .method = "POST",
                   .path = "/clientwebservice/*.asmx",
                   .since = 7,
                   .until = 7};
  EXPECT_TRUE(matches(all, entry));
  std::vector<Filter> others(10, all);
  others[0].client_id = "ab";
  others[1].operation = "syncupdates";
  others[2].service = "";
  others[3].fault = "soap";
  others[4].error_code = "";
  others[5].status = 0;
  others[6].method = "GET";
  others[7].path = "*?x=1";
  others[8].since = 8;
  others[9].until = 6;
  for (std::size_t i = 0; i < others.size(); ++i) EXPECT_FALSE(matches(others[i], entry)) << i;
}

TEST(Filter, WhatSucceedsHasStatus200AndNoFault) {
  Filter const succeeding{.succeeding = true};
  auto entry = call("SyncUpdates");
  EXPECT_TRUE(matches(succeeding, entry));
  entry.error_code = "ServerBusy";
  EXPECT_FALSE(matches(succeeding, entry));
  entry.error_code.clear();
  entry.status = 206;
  EXPECT_FALSE(matches(succeeding, entry));
  EXPECT_TRUE(matches({}, entry));
}

TEST(Filter, PatternsHaveStarsAndQuestionMarks) {
  EXPECT_TRUE(matches_pattern("*", ""));
  EXPECT_TRUE(matches_pattern("/a*c?", "/ABBBCd"));
  EXPECT_TRUE(matches_pattern("*b*b*", "abab"));
  EXPECT_FALSE(matches_pattern("?", ""));
  EXPECT_FALSE(matches_pattern("/a*c?", "/abbbc"));
  EXPECT_FALSE(matches_pattern("", "a"));
}

TEST(JournalPage, GoesOnUntilNothingIsLeft) {
  Journal journal;
  for (int i = 0; i < 7; ++i) journal.add(call(i % 2 == 0 ? "SyncUpdates" : "GetCookie"));
  Filter const syncs{.operation = "SyncUpdates"};
  auto const first = journal.page(syncs, 0, 3);
  EXPECT_THAT(numbers_of(first.entries), ElementsAre(1, 3, 5));
  EXPECT_EQ(first.next, 5U);
  auto const second = journal.page(syncs, *first.next, 3);
  EXPECT_THAT(numbers_of(second.entries), ElementsAre(7));
  EXPECT_FALSE(second.next);
  EXPECT_EQ(second.last_sequence, 7U);
  EXPECT_THAT(journal.page(syncs, 7, 3).entries, IsEmpty());
  EXPECT_THAT(journal.page(syncs, 99, 3).entries, IsEmpty());
  EXPECT_FALSE(journal.page(syncs, 0, 4).next) << "a full page with nothing behind it is the last one";
  EXPECT_THAT(numbers_of(journal.page({.since = 3, .until = 5}, 0, 100).entries), ElementsAre(3, 4, 5));
}

TEST(JournalPage, TellsWhatWasPushedOutBeforeItWasLookedAt) {
  Journal journal(2);
  for (int i = 0; i < 5; ++i) journal.add(call("SyncUpdates"));
  EXPECT_EQ(journal.page({}, 0, 9).missed, 3U);
  EXPECT_EQ(journal.page({}, 2, 9).missed, 1U);
  EXPECT_EQ(journal.page({}, 3, 9).missed, 0U);
  EXPECT_EQ(journal.clear(), 2U);
  EXPECT_EQ(journal.page({}, 0, 9).missed, 0U) << "what somebody has cleared was not missed";
}

TEST(JournalPage, ManyEntriesAreLookedAtInMoreThanOneHold) {
  Journal journal;
  for (int i = 0; i < 3'000; ++i) journal.add(call(i == 2'999 ? "GetCookie" : "SyncUpdates"));
  EXPECT_THAT(numbers_of(journal.page({.operation = "GetCookie"}, 0, 5).entries), ElementsAre(3'000));
  EXPECT_EQ(journal.page({}, 0, 1'000).entries.size(), 1'000U);
}

TEST(JournalBounds, ClearForgetsEntriesAndSequencesGoOn) {
  Journal journal(10, 100);
  for (int i = 0; i < 3; ++i) journal.add(call("SyncUpdates"));
  EXPECT_EQ(journal.clear(), 3U);
  EXPECT_THAT(journal.entries(), IsEmpty());
  EXPECT_EQ(journal.counter("requests"), 3U);
  EXPECT_EQ(journal.counter("dropped"), 0U);
  journal.add(call("GetCookie"));
  EXPECT_THAT(numbers_of(journal.entries()), ElementsAre(4));
  EXPECT_FALSE(journal.find(3));
  EXPECT_TRUE(journal.find(4));
  EXPECT_FALSE(journal.find(5));
  journal.clear_counters();
  EXPECT_THAT(journal.counters(), IsEmpty());
}

TEST(JournalBounds, CanBeChangedWhileItRuns) {
  Journal journal(10);
  auto entry = call("SyncUpdates");
  entry.request_body = "0123456789";
  journal.add(entry);
  journal.set_bounds({.entries = 2, .body_bytes = 4});
  for (int i = 0; i < 2; ++i) journal.add(entry);
  auto const kept = journal.entries();
  ASSERT_THAT(numbers_of(kept), ElementsAre(2, 3));
  EXPECT_EQ(kept[0].request_body, "0123");
  EXPECT_EQ(journal.counter("dropped"), 1U);
  EXPECT_EQ(journal.bounds().entries, 2U);
  journal.set_bounds({.entries = 0});
  EXPECT_THAT(journal.entries(), IsEmpty());
}

TEST(JournalBounds, TheOldestBodiesGoFirstAndAreCounted) {
  Journal journal(Bounds{.entries = 10, .body_bytes = 100, .all_body_bytes = 12});
  for (auto const* const text : {"first", "other", "third"}) {
    auto entry = call("SyncUpdates");
    entry.request_body = text;
    journal.add(entry);
  }
  auto const kept = journal.entries();
  ASSERT_EQ(kept.size(), 3U) << "entries stay, whatever becomes of their bodies";
  EXPECT_EQ(kept[0].request_body, "");
  EXPECT_EQ(kept[1].request_body, "other");
  EXPECT_EQ(kept[2].request_body, "third");
  EXPECT_EQ(journal.counter("dropped_bodies"), 1U);
  EXPECT_EQ(journal.counter("dropped"), 0U);
}

/// Texts of a small alphabet, so that some are shared and some are not; empty ones and every byte among them.
std::string some_text(std::mt19937& random) {
  std::string text;
  for (auto n = random() % 4; n > 0; --n) text += static_cast<char>(random() % 3 == 0 ? random() : 'a');
  return text;
}

Entry some_entry(std::mt19937& random) {
  Entry entry;
  for (auto const member : shared_texts) entry.*member = some_text(random);
  entry.time = wusp::UtcTime(wusp::Ticks(static_cast<std::int64_t>(random())));
  entry.status = static_cast<unsigned>(random() % 1000);
  entry.sub_status = static_cast<unsigned>(random() % 30);
  entry.fault_id = random() % 2 == 0 ? wusp::to_string(wusp::guid_from_bits(random(), random())) : some_text(random);
  entry.installed_non_leaf_ids = random();
  entry.other_cached_ids = random() % 9;
  entry.cached_driver_ids = random() % 9;
  entry.request_bytes = std::size_t{random()} << 20U;
  entry.response_bytes = random();
  entry.wire_bytes = random();
  entry.duration = std::chrono::microseconds(random());
  for (auto n = random() % 3; n > 0; --n) {
    entry.injected.push_back({.rule = some_text(random), .kind = some_text(random)});
    entry.reported_hresults.push_back(static_cast<std::int32_t>(random()));
  }
  return entry;
}

TEST(JournalPacking, LosesNothingOfAnyEntryWhileOthersComeAndGo) {
  std::mt19937 random(1);
  Journal journal(50);
  std::vector<Entry> all;
  for (std::uint64_t i = 1; i <= 2'000; ++i) {
    auto entry = some_entry(random);
    journal.add(entry);
    entry.sequence = i;
    all.push_back(std::move(entry));
  }
  EXPECT_EQ(journal.entries(), (std::vector<Entry>{all.end() - 50, all.end()}));
}

TEST(JournalPacking, TextsGoWithTheirLastEntry) {
  Names names;
  auto entry = call("SyncUpdates");
  auto const first = pack(entry, names);
  auto const before = names.size();
  auto const second = pack(entry, names);
  EXPECT_EQ(names.size(), before) << "shared";
  release(first, names);
  EXPECT_EQ(unpack(second, 0, names), entry);
  release(second, names);
  EXPECT_EQ(names.size(), 0U);
}

}  // namespace
}  // namespace wsus::journal
