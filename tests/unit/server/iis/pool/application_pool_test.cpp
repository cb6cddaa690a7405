// Proves when a pool serves, how long it takes, and why it does not.
#include "server/iis/pool/application_pool.hpp"

#include <gtest/gtest.h>

namespace wsus::iis {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using Kind = PoolVerdict::Kind;

wusp::UtcTime const start = wusp::UtcTime(std::chrono::hours(24 * 365 * 56));

struct PoolTest : testing::Test {
  ApplicationPool pool{};
  PoolSettings settings{.name = "WsusPool"};
  PoolLoad load{};

  PoolVerdict ask(wusp::UtcTime now = start, milliseconds service = milliseconds(0)) {
    return pool.arrive(settings, load, now, service);
  }
};

TEST_F(PoolTest, ServesAtOnceWhileNothingWeighsOnIt) {
  auto const verdict = ask();
  EXPECT_EQ(verdict.kind, Kind::serve);
  EXPECT_EQ(verdict.delay, milliseconds(0));
  EXPECT_EQ(pool.processes(), 1U);
}

TEST_F(PoolTest, StoppedByAnAdministratorIsDisabledUntilItIsStarted) {
  EXPECT_TRUE(pool.stop());
  EXPECT_FALSE(pool.stop());
  EXPECT_FALSE(pool.recycle());
  EXPECT_EQ(ask().kind, Kind::unavailable);
  EXPECT_EQ(ask().reason, "Disabled");
  EXPECT_TRUE(pool.start());
  EXPECT_FALSE(pool.start());
  EXPECT_EQ(ask().kind, Kind::serve);
}

TEST_F(PoolTest, ThatDoesNotStartByItselfIsStopped) {
  EXPECT_EQ(ApplicationPool(false).state(), ApplicationPool::State::stopped);
}

TEST_F(PoolTest, FiveCrashesInFiveMinutesStopIt) {
  for (int i = 0; i < 4; ++i) pool.crash(settings, start + i * minutes(1));
  EXPECT_EQ(ask(start + minutes(4)).kind, Kind::serve);
  pool.crash(settings, start + minutes(4));
  EXPECT_EQ(pool.stopped_by(), ApplicationPool::StoppedBy::rapid_fail);
  EXPECT_EQ(ask(start + minutes(4)).reason, "AppOffline");
  EXPECT_TRUE(pool.start());
  pool.crash(settings, start + minutes(4));
  EXPECT_EQ(ask(start + minutes(4)).kind, Kind::serve) << "starting forgets the crashes before";
}

TEST_F(PoolTest, FiveCrashesInALongerTimeDoNot) {
  for (int i = 0; i < 10; ++i) pool.crash(settings, start + i * seconds(76));
  EXPECT_EQ(pool.state(), ApplicationPool::State::started);
}

TEST_F(PoolTest, WithoutRapidFailProtectionNothingStopsIt) {
  settings.rapid_fail_protection = false;
  for (int i = 0; i < 50; ++i) pool.crash(settings, start);
  EXPECT_EQ(pool.state(), ApplicationPool::State::started);
}

TEST_F(PoolTest, OthersInTheQueueCostTimeAndAFullQueueIs503) {
  load.in_service_at_once = 100;
  load.other_service = milliseconds(500);
  load.other_clients = 1'099;
  auto const verdict = ask(start, milliseconds(20));
  EXPECT_EQ(verdict.kind, Kind::serve);
  EXPECT_EQ(verdict.delay, 10 * milliseconds(500) + milliseconds(20)) << "the 1,000th in the queue, 100 at a time";
  load.other_clients = 1'100;
  EXPECT_EQ(ask().kind, Kind::unavailable);
  EXPECT_EQ(ask().reason, "QueueFull");
  settings.queue_length = 2'000;
  EXPECT_EQ(ask().kind, Kind::serve);
}

TEST_F(PoolTest, ItsOwnRequestsFillTheQueueTooAndLeaveIt) {
  load.in_service_at_once = 1;
  settings.queue_length = 10;
  EXPECT_EQ(ask(start, seconds(1)).delay, seconds(1));
  for (int i = 1; i <= 10; ++i) EXPECT_EQ(ask(start, seconds(1)).delay, (i + 1) * seconds(1)) << i;
  EXPECT_EQ(ask(start, seconds(1)).reason, "QueueFull");
  EXPECT_EQ(ask(start + seconds(5), seconds(1)).kind, Kind::serve);
  EXPECT_EQ(ask(start + seconds(60), seconds(1)).delay, seconds(1));
}

TEST_F(PoolTest, ACatalogueThatNeedsMoreThanTheLimitRecyclesItAgainAndAgain) {
  load = {.revisions = 20'000, .base_memory_kb = 100'000, .memory_per_revision_kb = 100, .requests_to_fill_cache = 4};
  settings.private_memory_kb = 1'843'200;  // the cache needs 2,000,000 KB on top of 100,000
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 3; ++i) EXPECT_EQ(ask().kind, Kind::serve) << round << " " << i;
    auto const verdict = ask();
    EXPECT_EQ(verdict.reason, "AppOffline");
    EXPECT_TRUE(verdict.recycled);
  }
  EXPECT_EQ(pool.processes(), 3U);
  EXPECT_EQ(pool.state(), ApplicationPool::State::started);
}

TEST_F(PoolTest, WithoutALimitOrWithARoomyOneItIsNeverRecycled) {
  load = {.revisions = 20'000, .base_memory_kb = 100'000, .memory_per_revision_kb = 100, .requests_to_fill_cache = 4};
  for (std::uint64_t const limit : {std::uint64_t{0}, std::uint64_t{2'100'000}}) {
    settings.private_memory_kb = limit;
    for (int i = 0; i < 20; ++i) EXPECT_EQ(ask().kind, Kind::serve) << limit;
  }
  EXPECT_EQ(pool.processes(), 1U);
  EXPECT_EQ(pool.memory_kb(load), 2'100'000U);
}

TEST_F(PoolTest, ANewProcessTakesItsTime) {
  load.start_up = seconds(30);
  EXPECT_EQ(ask(start).delay, seconds(30));
  EXPECT_EQ(ask(start + seconds(10)).delay, seconds(20));
  EXPECT_EQ(ask(start + seconds(40)).delay, seconds(0));
  EXPECT_TRUE(pool.recycle());
  EXPECT_EQ(ask(start + seconds(40)).delay, seconds(30));
}

TEST_F(PoolTest, RecyclesAfterTheRequestsThatItIsAllowed) {
  settings.restart_requests = 2;
  EXPECT_FALSE(ask().recycled);
  EXPECT_TRUE(ask().recycled);
  EXPECT_FALSE(ask().recycled);
  EXPECT_EQ(pool.processes(), 2U);
}

TEST_F(PoolTest, WithTcpLevelItResetsInsteadOfAnswering) {
  settings.tcp_level = true;
  EXPECT_EQ(ask().kind, Kind::serve);
  (void)pool.stop();
  EXPECT_EQ(ask().kind, Kind::reset);
}

}  // namespace
}  // namespace wsus::iis
