// Expectations of a journal.
#include "server/expectations/watch.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace wsus::expectations {
namespace {

journal::Entry call(std::string operation) {
  journal::Entry entry;
  entry.method = "POST";
  entry.operation = std::move(operation);
  return entry;
}
Expectations times(std::uint64_t count) {
  return {.calls = {{.match = {.operation = "GetConfig"}, .times = exactly(count)}}};
}

TEST(Watch, LooksAtExchangesFromTheMomentItExpects) {
  journal::Journal journal;
  Watch watch(journal);
  EXPECT_FALSE(watch.watched());
  journal.add(call("GetConfig"));
  watch.expect(times(1));
  EXPECT_FALSE(watch.watched()->verdict.held);
  journal.add(call("GetConfig"));
  EXPECT_TRUE(watch.watched()->verdict.held);
  EXPECT_EQ(watch.watched()->verdict.exchanges, 1u);
  EXPECT_TRUE(watch.forget());
  EXPECT_FALSE(watch.forget());
  EXPECT_FALSE(watch.watched());
}

TEST(Watch, MissesNothingThatTheJournalPushesOut) {
  journal::Journal journal(2);
  Watch watch(journal);
  watch.expect(times(100));
  for (int i = 0; i < 100; ++i) journal.add(call("GetConfig"));
  EXPECT_EQ(journal.entries().size(), 2u);
  EXPECT_TRUE(watch.watched()->verdict.held);
}

TEST(Watch, CountsTheCallsOfManyThreads) {
  journal::Journal journal(0);
  Watch watch(journal);
  watch.expect(times(400));
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 100; ++n) {
        journal.add(call("GetConfig"));
        (void)watch.watched();
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_TRUE(watch.watched()->verdict.held) << to_text(watch.watched()->verdict);
}

TEST(Watch, AnExchangeThatBeganBeforeTheJournalWasClearedIsNotSeen) {
  journal::Journal journal;
  Watch watch(journal);
  auto const before = journal.generation();
  EXPECT_EQ(journal.clear(), 0u);
  watch.expect({.strict = true});
  journal.add(call("GetConfig"), before);
  EXPECT_TRUE(watch.watched()->verdict.held);
  EXPECT_TRUE(journal.entries().empty());
  EXPECT_EQ(journal.counter("requests"), 0u);
  journal.add(call("GetConfig"), journal.generation());
  EXPECT_FALSE(watch.watched()->verdict.held);
  EXPECT_EQ(journal.entries().size(), 1u);
}

}  // namespace
}  // namespace wsus::expectations
