// Proves what readers of live events get, when they are woken, and what becomes of those who are slow.
#include "server/control/event_hub.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace wsus::control {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::HasSubstr;
using testing::Not;

journal::Entry call(std::string operation) {
  journal::Entry entry;
  entry.method = "POST";
  entry.operation = std::move(operation);
  entry.client_id = "AB-1";
  entry.status = 200;
  return entry;
}

class Events : public testing::Test {
protected:
  EventSettings settings() {
    EventSettings settings;
    settings.now = [this] { return now_; };
    return settings;
  }
  /// What the reader gives now, after its pace is over; the heartbeat not.
  std::string read(faults::BodySource& reader) {
    now_ += milliseconds(20);
    return reader.next().bytes;
  }
  std::shared_ptr<faults::BodySource> open(EventHub& hub, EventRequest request = {}) {
    auto reader = hub.open(std::move(request));
    EXPECT_THAT(reader->next().bytes, HasSubstr(": events"));
    return reader;
  }

  std::chrono::steady_clock::time_point now_{};
  journal::Journal journal_{10};
};

TEST_F(Events, AReaderHearsOfWhatComesAfterIt) {
  EventHub hub(journal_, settings());
  journal_.add(call("GetConfig"));
  auto const reader = open(hub);
  EXPECT_EQ(read(*reader), "");
  journal_.add(call("SyncUpdates"));
  auto const text = read(*reader);
  EXPECT_THAT(text, testing::StartsWith("id: 2\nevent: exchange\ndata: {\"sequence\":2,"));
  EXPECT_THAT(text, HasSubstr("\"operation\":\"SyncUpdates\""));
  EXPECT_THAT(text, testing::EndsWith("}\n\n"));
  EXPECT_EQ(read(*reader), "");
}

TEST_F(Events, AReaderThatComesBackGoesOnWhereItWas) {
  EventHub hub(journal_, settings());
  for (int i = 0; i < 3; ++i) journal_.add(call("SyncUpdates"));
  auto const text = read(*open(hub, {.after = 1}));
  EXPECT_THAT(text, Not(HasSubstr("id: 1\n")));
  EXPECT_THAT(text, HasSubstr("id: 2\n"));
  EXPECT_THAT(text, HasSubstr("id: 3\n"));
  EXPECT_THAT(read(*open(hub, {.after = 77})), HasSubstr("id: 1\n")) << "a number of an earlier server";
}

TEST_F(Events, FaultsComeBeforeTheirExchangeWhichHasTheId) {
  EventHub hub(journal_, settings());
  auto const reader = open(hub);
  auto entry = call("SyncUpdates");
  entry.injected = {{.rule = "busy", .kind = "soap_fault"}};
  journal_.add(entry);
  auto const text = read(*reader);
  EXPECT_THAT(text,
              testing::StartsWith("event: fault\ndata: {\"sequence\":1,\"rule\":\"busy\",\"fault\":\"soap_fault\""));
  EXPECT_THAT(text, HasSubstr("\n\nid: 1\nevent: exchange\n"));
  entry.method.clear();  // a connection that was refused
  journal_.add(entry);
  EXPECT_THAT(read(*reader), testing::StartsWith("id: 2\nevent: fault\n"));
}

TEST_F(Events, FiltersAndRedactionAreTheReadersOwn) {
  EventHub hub(journal_, settings());
  journal::Redactor redactor;
  auto const some = open(hub, {.filter = {.operation = "GetCookie"}});
  auto const hidden = open(hub, {.redactor = &redactor});
  journal_.add(call("SyncUpdates"));
  EXPECT_EQ(read(*some), "");
  auto const text = read(*hidden);
  EXPECT_THAT(text, HasSubstr("\"client_id\":\"pc-1\""));
  EXPECT_THAT(text, Not(HasSubstr("AB-1")));
}

TEST_F(Events, ASlowReaderIsToldHowManyItHasMissed) {
  EventHub hub(journal_, settings());
  auto const reader = open(hub);
  for (int i = 0; i < 25; ++i) journal_.add(call("SyncUpdates"));
  auto const text = read(*reader);
  EXPECT_THAT(text, testing::StartsWith("event: dropped\ndata: {\"count\":15}\n\nid: 16\n"));
  EXPECT_THAT(read(*reader), Not(HasSubstr("dropped")));
}

TEST_F(Events, ResetAndWhatIsPublishedStandInTheirPlace) {
  EventHub hub(journal_, settings());
  auto const reader = open(hub);
  journal_.add(call("GetConfig"));
  hub.publish("rules", {{"count", 2}});
  journal_.add(call("GetCookie"));
  auto const text = read(*reader);
  auto const first = text.find("id: 1\n");
  auto const rules = text.find("event: rules\ndata: {\"count\":2}\n\n");
  auto const second = text.find("id: 2\n");
  ASSERT_NE(rules, std::string::npos) << text;
  EXPECT_LT(first, rules);
  EXPECT_LT(rules, second);
  journal_.clear();
  EXPECT_EQ(read(*reader), "event: reset\ndata: {\"last_sequence\":2}\n\n");
}

TEST_F(Events, AreUtf8WhateverAClientHasSent) {
  EventHub hub(journal_, settings());
  auto const reader = open(hub);
  auto entry = call("Sync\xFF");
  entry.client_id = "AB\xC3";
  entry.injected = {{.rule = "busy", .kind = "soap_fault"}};
  journal_.add(entry);
  auto const text = read(*reader);
  EXPECT_EQ(text.find_first_of("\xFF\xC3"), std::string::npos) << text;
  EXPECT_THAT(text, HasSubstr("event: fault\ndata: {\"sequence\":1,\"rule\":\"busy\",\"fault\":\"soap_fault\","
                              "\"client_address\":\"\",\"client_id\":\"AB\xEF\xBF\xBD\","
                              "\"operation\":\"Sync\xEF\xBF\xBD\"}"));
}

TEST_F(Events, AHeartbeatComesWhenNothingElseDoes) {
  EventHub hub(journal_, settings());
  auto const reader = open(hub);
  now_ += seconds(14);
  auto const before = reader->next();
  EXPECT_EQ(before.bytes, "");
  EXPECT_EQ(before.ask_again, milliseconds(1'000));
  now_ += seconds(1);
  EXPECT_EQ(reader->next().bytes, ": still here\n\n");
  EXPECT_EQ(read(*reader), "");
}

TEST_F(Events, AReaderIsWokenOnceForWhatCameSinceItLooked) {
  EventHub hub(journal_, settings());
  auto const reader = open(hub);
  EXPECT_EQ(read(*reader), "");
  int woken = 0;
  reader->when_ready([&] { ++woken; });
  EXPECT_EQ(woken, 0);
  journal_.add(call("GetConfig"));
  journal_.add(call("GetConfig"));
  EXPECT_EQ(woken, 1);
  now_ += milliseconds(20);
  static_cast<void>(reader->next());
  now_ += milliseconds(20);
  static_cast<void>(reader->next());
  reader->when_ready([&] { ++woken; });
  reader->when_ready({});
  journal_.add(call("GetConfig"));
  EXPECT_EQ(woken, 1) << "nobody waits any more";
  reader->when_ready([&] { ++woken; });
  EXPECT_EQ(woken, 2) << "there is something by now";
}

TEST_F(Events, WhatComesFasterThanThePaceGoesOutTogether) {
  EventHub hub(journal_, settings());
  auto const reader = open(hub);
  journal_.add(call("GetConfig"));
  auto const early = reader->next();
  EXPECT_EQ(early.bytes, "");
  EXPECT_EQ(early.ask_again, milliseconds(20));
  int woken = 0;
  reader->when_ready([&] { ++woken; });
  journal_.add(call("GetConfig"));
  EXPECT_EQ(woken, 0) << "the time wakes it";
  auto const text = read(*reader);
  EXPECT_THAT(text, HasSubstr("id: 1\n"));
  EXPECT_THAT(text, HasSubstr("id: 2\n"));
}

TEST_F(Events, OnlySoManyReadersAreLetIn) {
  auto bounded = settings();
  bounded.readers = 1;
  EventHub hub(journal_, bounded);
  auto first = hub.open({});
  EXPECT_EQ(hub.open({}), nullptr);
  EXPECT_EQ(hub.readers(), 1U);
  first.reset();
  EXPECT_NE(hub.open({}), nullptr);
}

TEST_F(Events, EventsUpToASequenceEndWithIt) {
  EventHub hub(journal_, settings());
  auto const reader = open(hub, {.filter = {.until = 1}});
  journal_.add(call("GetConfig"));
  journal_.add(call("GetConfig"));
  now_ += milliseconds(20);
  auto const piece = reader->next();
  EXPECT_TRUE(piece.last);
  EXPECT_THAT(piece.bytes, HasSubstr("id: 1\n"));
  EXPECT_THAT(piece.bytes, Not(HasSubstr("id: 2\n")));
}

TEST_F(Events, WritersAndReadersOnManyThreadsLoseNothing) {
  journal::Journal journal(10'000);
  EventHub hub(journal, settings());
  auto const reader = open(hub);
  std::size_t got = 0;
  {
    std::vector<std::jthread> writers;
    for (int t = 0; t < 3; ++t)
      writers.emplace_back([&] {
        for (int i = 0; i < 500; ++i) journal.add(call("SyncUpdates"));
      });
    while (got < 1'500) {
      auto const text = read(*reader);
      for (auto at = text.find("event: exchange"); at != std::string::npos; at = text.find("event: exchange", at + 1))
        ++got;
    }
  }
  EXPECT_EQ(got, 1'500U);
}

}  // namespace
}  // namespace wsus::control
