// How waits pass: in real time, in a world's time, and with the guard against peers that take no part in it.
#include "client_sim/transport/waits.hpp"

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include <chrono>
#include <optional>

namespace wsus::transport {
namespace {

using namespace std::chrono_literals;

constexpr wusp::UtcTime begin{std::chrono::sys_days{std::chrono::year{2026} / 10 / 4}};
WaitPlace const place{.wire = {.client = "127.0.0.1:40000", .server = "127.0.0.1:8530"}, .received = 5};

class WorldWaits : public testing::Test {
protected:
  [[nodiscard]] Waits::Wake count() {
    return [this] { ++rings; };
  }
  boost::asio::io_context io{1};
  wusp::Timeline timeline{begin};
  wusp::Timeline::Running const machine{timeline};
  std::unique_ptr<Waits> const waits = make_timeline_waits(timeline);
  int rings = 0;
};

TEST_F(WorldWaits, ForBytesEndAtTheirTimeWhenThePeerIsSilent) {
  wusp::Timeline::Hold const silent(timeline, place.wire, 5, std::nullopt, [] {});
  auto const wait = waits->for_bytes(io.get_executor(), place, waits->now() + 30s, count());
  EXPECT_EQ(timeline.now(), begin + 30s);
  EXPECT_EQ(rings, 0) << "never from inside the call";
  io.poll();
  EXPECT_EQ(rings, 1);
}

TEST_F(WorldWaits, ForBytesHoldTimeBackWhileTheyAreOnTheirWay) {
  wusp::Timeline::Hold const has_sent_more(timeline, place.wire, 6, std::nullopt, [] {});
  auto const wait = waits->for_bytes(io.get_executor(), place, waits->now() + 30s, count());
  EXPECT_EQ(timeline.now(), begin);
}

TEST_F(WorldWaits, ThatAreOverDoNotRing) {
  wusp::Timeline::Hold const silent(timeline, place.wire, 5, std::nullopt, [] {});
  { auto const wait = waits->for_bytes(io.get_executor(), place, waits->now() + 30s, count()); }
  io.poll();
  EXPECT_EQ(rings, 0);
}

TEST_F(WorldWaits, ForTimeNeedNobody) {
  auto const wait = waits->for_time(io.get_executor(), waits->now() + 60s, count());
  EXPECT_EQ(timeline.now(), begin + 60s);
  io.poll();
  EXPECT_EQ(rings, 1);
}

TEST_F(WorldWaits, ForTimeLetOthersGoFirst) {
  wusp::Timeline::Running const other(timeline);
  std::optional<wusp::Timeline::Pause> none;
  auto const wait = waits->for_time(io.get_executor(), waits->now() + 60s, count());
  EXPECT_EQ(timeline.now(), begin) << "somebody can still go on";
  none.emplace(timeline);
  EXPECT_EQ(timeline.now(), begin + 60s);
}

TEST_F(WorldWaits, ForAPeerOutsideTheWorldEndByTheGuard) {
  auto const guarded = make_timeline_waits(timeline, 5ms);
  auto const wait = guarded->for_bytes(io.get_executor(), place, guarded->now() + 30s, count());
  while (rings == 0) io.run_one();
  EXPECT_EQ(timeline.now(), begin) << "no virtual time has passed";
}

TEST(RealWaits, EndByTheClockOfTheSystem) {
  boost::asio::io_context io{1};
  auto const waits = make_real_waits();
  int rings = 0;
  auto const before = waits->now();
  auto const bytes = waits->for_bytes(io.get_executor(), place, before + 2ms, [&] { ++rings; });
  auto const time = waits->for_time(io.get_executor(), before + 2ms, [&] { ++rings; });
  auto const system = waits->for_system(io.get_executor(), 2ms, [&] { ++rings; });
  auto ended = waits->for_bytes(io.get_executor(), place, before + 1ms, [&] { rings += 100; });
  ended.reset();
  io.run();
  EXPECT_EQ(rings, 3);
  EXPECT_GE(waits->now() - before, 2ms);
}

}  // namespace
}  // namespace wsus::transport
