// Proves what the journal keeps, counts and drops.
#include "server/journal/journal.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace wsus::journal {
namespace {

using testing::ElementsAre;
using testing::Pair;
using testing::UnorderedElementsAre;

Entry request(std::string operation) {
  return {.method = "POST",
          .operation = std::move(operation),
          .status = 200,
          .request_body = "<q/>",
          .response_body = "<r/>"};
}

std::vector<std::uint64_t> sequences(std::vector<Entry> const& entries) {
  std::vector<std::uint64_t> numbers;
  for (auto const& entry : entries) numbers.push_back(entry.sequence);
  return numbers;
}

TEST(Journal, NumbersEntriesFromOneWhateverTheyCameWith) {
  Journal journal;
  auto entry = request("GetConfig");
  entry.sequence = 77;
  journal.add(entry);
  journal.add(entry);
  EXPECT_THAT(sequences(journal.entries()), ElementsAre(1, 2));
  EXPECT_EQ(journal.last_sequence(), 2U);
}

TEST(Journal, SinceGivesWhatCameAfter) {
  Journal journal;
  for (int i = 0; i < 4; ++i) journal.add(request("SyncUpdates"));
  EXPECT_THAT(sequences(journal.since(2)), ElementsAre(3, 4));
  EXPECT_THAT(sequences(journal.since(4)), ElementsAre());
  EXPECT_THAT(sequences(journal.since(99)), ElementsAre());
}

TEST(Journal, ANewJournalCountsNothing) {
  Journal const journal;
  EXPECT_THAT(journal.counters(), testing::IsEmpty());
  EXPECT_EQ(journal.counter("requests"), 0U);
  EXPECT_EQ(journal.last_sequence(), 0U);
}

TEST(Journal, CountsRequestsFaultsAndRefusals) {
  Journal journal;
  journal.add(request("SyncUpdates"));
  auto fault = request("SyncUpdates");
  fault.status = 500;
  fault.error_code = "InvalidParameters";
  journal.add(fault);
  journal.add({.method = "GET", .status = 404, .refused = "nothing has this path"});
  EXPECT_THAT(journal.counters(),
              UnorderedElementsAre(Pair("requests", 3), Pair("operation.SyncUpdates", 2), Pair("soap_faults", 1),
                                   Pair("error_code.InvalidParameters", 1), Pair("refused", 1), Pair("status.200", 1),
                                   Pair("status.404", 1), Pair("status.500", 1)));
}

TEST(Journal, CountsInjectedFaultsInAllAndByName) {
  Journal journal;
  journal.add(request("SyncUpdates"));
  EXPECT_EQ(journal.counter("injected"), 0U);
  for (auto const* const name : {"redirect", "soap_fault", "redirect"}) {
    auto entry = request("");
    entry.injected = {{.rule = "r", .kind = name}};
    journal.add(entry);
  }
  EXPECT_THAT(journal.counters(),
              UnorderedElementsAre(Pair("requests", 4), Pair("operation.SyncUpdates", 1), Pair("status.200", 4),
                                   Pair("injected", 3), Pair("injected.redirect", 2), Pair("injected.soap_fault", 1)));
}

TEST(Journal, CountsCodingsByName) {
  Journal journal;
  auto entry = request("");
  entry.response_coding = "xpress";
  journal.add(entry);
  entry.request_coding = "xpress";
  journal.add(entry);
  journal.add(request(""));
  EXPECT_THAT(journal.counters(),
              UnorderedElementsAre(Pair("requests", 3), Pair("status.200", 3), Pair("response_coding.xpress", 2),
                                   Pair("request_coding.xpress", 1)));
}

TEST(Journal, AConnectionWithoutARequestIsNoRequest) {
  Journal journal;
  journal.add({.refused = "the TLS handshake failed"});
  EXPECT_THAT(journal.counters(), UnorderedElementsAre(Pair("refused", 1), Pair("status.0", 1)));
}

TEST(Journal, PushesTheOldestOutAndCountsIt) {
  Journal journal(2);
  for (int i = 0; i < 5; ++i) journal.add(request("SyncUpdates"));
  EXPECT_THAT(sequences(journal.entries()), ElementsAre(4, 5));
  EXPECT_THAT(sequences(journal.since(1)), ElementsAre(4, 5));
  EXPECT_EQ(journal.counter("dropped"), 3U);
  EXPECT_EQ(journal.counter("requests"), 5U);
}

TEST(Journal, CountsWithoutKeepingAnything) {
  Journal journal(0);
  for (int i = 0; i < 3; ++i) journal.add({.method = "POST"});
  EXPECT_TRUE(journal.entries().empty());
  EXPECT_EQ(journal.last_sequence(), 3u);
  EXPECT_EQ(journal.counter("requests"), 3u);
  EXPECT_EQ(journal.counter("dropped"), 3u);
}

TEST(Journal, NothingIsDroppedUpToTheCapacity) {
  Journal journal(2);
  journal.add(request("GetConfig"));
  journal.add(request("GetConfig"));
  EXPECT_EQ(journal.entries().size(), 2U);
  EXPECT_EQ(journal.counter("dropped"), 0U);
}

TEST(Journal, KeepsAsMuchOfBodiesAsItIsTold) {
  Journal without;
  Journal with(10, 100);
  Journal beginnings(10, 2);
  for (auto* const journal : {&without, &with, &beginnings}) journal->add(request("GetConfig"));
  EXPECT_EQ(beginnings.entries()[0].request_body, "<q");
  EXPECT_EQ(beginnings.entries()[0].response_body, "<r");
  EXPECT_EQ(with.kept_of("<q/>"), "<q/>");
  EXPECT_EQ(beginnings.kept_of("<q/>"), "<q");
  EXPECT_EQ(without.entries()[0].request_body, "");
  EXPECT_EQ(without.entries()[0].response_body, "");
  EXPECT_EQ(with.entries()[0].request_body, "<q/>");
  EXPECT_EQ(with.entries()[0].response_body, "<r/>");
}

TEST(Journal, WaitEndsWhenTheEntryArrives) {
  Journal journal(1);
  std::jthread const writer([&] {
    for (int i = 0; i < 3; ++i) journal.add(request("GetConfig"));
  });
  EXPECT_TRUE(journal.wait_for(3));  // counts dropped entries too
  EXPECT_EQ(journal.last_sequence(), 3U);
}

TEST(Journal, WaitGivesUpAtTheLimit) {
  Journal const journal;
  EXPECT_FALSE(journal.wait_for(1, std::chrono::milliseconds(1)));
  EXPECT_TRUE(journal.wait_for(0, std::chrono::milliseconds(0)));
}

TEST(Journal, ManyThreadsLoseNothing) {
  Journal journal(100);
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        for (int n = 0; n < 100; ++n) journal.add(request("SyncUpdates"));
      });
    }
  }
  EXPECT_EQ(journal.counter("operation.SyncUpdates"), 400U);
  EXPECT_EQ(journal.counter("dropped"), 300U);
  EXPECT_EQ(sequences(journal.entries()).front(), 301U);
}

/// Notes what it hears.
struct Notes final : Listener {
  void added(Entry const& entry) noexcept override { heard.push_back(entry); }
  std::vector<Entry> heard;
};

TEST(JournalListener, HearsOfEveryEntryInOrderAsItIsKept) {
  Journal journal(1, 2);
  Notes notes;
  auto const subscription = journal.attach(notes);
  for (int i = 0; i < 3; ++i) journal.add(request("GetConfig"));
  EXPECT_THAT(sequences(notes.heard), ElementsAre(1, 2, 3));  // those that were pushed out, too
  EXPECT_EQ(notes.heard[0].request_body, "<q");
}

TEST(JournalListener, HearsNothingBeforeAndAfterItsSubscription) {
  Journal journal;
  Notes notes;
  Notes other;
  journal.add(request("GetConfig"));
  {
    auto first = journal.attach(notes);
    Subscription const moved(std::move(first));
    auto const second = journal.attach(other);
    journal.add(request("GetCookie"));
  }
  journal.add(request("SyncUpdates"));
  EXPECT_THAT(sequences(notes.heard), ElementsAre(2));
  EXPECT_THAT(sequences(other.heard), ElementsAre(2));
}

}  // namespace
}  // namespace wsus::journal
