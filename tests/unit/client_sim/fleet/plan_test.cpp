// When which agent scans: cycles, rates, ramps, storms, shards.
#include "client_sim/fleet/plan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>

namespace wsus::fleet {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// All arrivals of a plan whose scans take no time and end as told.
std::vector<Arrival> all(PlanSettings const& settings, bool succeed = true) {
  Arrivals arrivals(settings);
  std::vector<Arrival> result;
  while (arrivals.next()) {
    result.push_back(arrivals.take());
    arrivals.scanned(result.back().agent, result.back().at, succeed);
  }
  return result;
}

std::map<std::uint32_t, std::vector<FleetTime>> by_agent(std::vector<Arrival> const& arrivals) {
  std::map<std::uint32_t, std::vector<FleetTime>> result;
  for (auto const& arrival : arrivals) result[arrival.agent].push_back(arrival.at);
  return result;
}

std::size_t between(std::vector<Arrival> const& arrivals, FleetTime from, FleetTime to) {
  return static_cast<std::size_t>(
      std::ranges::count_if(arrivals, [&](Arrival const& arrival) { return arrival.at >= from && arrival.at < to; }));
}

TEST(Cycles, OfEachAgentAreThatOfARealOne) {
  auto const arrivals = all({.agents = 200, .duration = 24h * 10});
  EXPECT_TRUE(std::ranges::is_sorted(arrivals, {}, &Arrival::at));
  auto const agents = by_agent(arrivals);
  ASSERT_THAT(agents, SizeIs(200));
  std::set<FleetTime> intervals;
  for (auto const& [agent, times] : agents) {
    EXPECT_LE(times.front(), 22h);
    EXPECT_GE(times.size(), 10U);
    for (std::size_t i = 1; i < times.size(); ++i) {
      intervals.insert(times[i] - times[i - 1]);
      EXPECT_GE(times[i] - times[i - 1], 22h * 0.8 - 1s) << agent;
      EXPECT_LE(times[i] - times[i - 1], 22h) << agent;
    }
  }
  EXPECT_LT(*intervals.begin(), 18h);
  EXPECT_GT(*intervals.rbegin(), FleetTime(21h + 36min));
}

TEST(Cycles, AreSpreadEvenlyFromTheBeginning) {
  auto const arrivals = all({.agents = 10'000, .duration = 22h});
  auto const expected = 10'000 / (0.9 * 22);
  for (int hour = 0; hour < 22; ++hour) {
    auto const count = static_cast<double>(between(arrivals, hour * 1h, (hour + 1) * 1h));
    EXPECT_NEAR(count, expected, expected * 0.2) << hour;
  }
}

TEST(Cycles, AfterAFailureTheNextDetectionIsFiveHoursLater) {
  auto const agents = by_agent(all({.agents = 20, .duration = 60h}, /*succeed=*/false));
  for (auto const& [agent, times] : agents) {
    for (std::size_t i = 1; i < times.size(); ++i)
      EXPECT_NEAR(static_cast<double>((times[i] - times[i - 1] - 5h) / 1s), 0, 1);
  }
}

TEST(Cycles, AreCountedFromWhenADetectionWasToBegin) {
  Arrivals arrivals({.agents = 1, .duration = 100h});
  auto const first = arrivals.take();
  EXPECT_FALSE(arrivals.next()) << "its scan is under way";
  arrivals.scanned(0, first.at, true);
  ASSERT_TRUE(arrivals.next());
  EXPECT_GT(arrivals.next()->at, first.at + 17h);
  EXPECT_LE(arrivals.next()->at, first.at + 22h);
}

TEST(Cycles, OfAnotherLengthAreAsLong) {
  for (auto const& [agent, times] : by_agent(all({.agents = 5, .detection = {.frequency = 1h}, .duration = 10h})))
    EXPECT_GE(times.size(), 10U) << agent;
}

TEST(Ramp, LetsTheRateRiseEvenly) {
  for (auto const rate : {std::optional<double>(), std::optional(10'000 / (0.9 * 22 * 3600))}) {
    PlanSettings const settings{.agents = 10'000, .rate = rate, .ramp = 10h, .duration = 20h};
    auto const arrivals = all(settings);
    auto const full = 10'000 / (0.9 * 22);
    for (int hour = 0; hour < 20; ++hour) {
      auto const expected = full * std::min(1.0, (hour + 0.5) / 10);
      auto const count = static_cast<double>(between(arrivals, hour * 1h, (hour + 1) * 1h));
      EXPECT_NEAR(count, expected, 25 + expected * 0.2) << hour << (rate ? " with a rate" : " in cycles");
    }
  }
}

TEST(Rate, IsKeptWhateverTheScansDo) {
  PlanSettings const settings{.agents = 50, .rate = 20, .duration = 1'000s};
  auto const arrivals = all(settings);
  EXPECT_NEAR(static_cast<double>(arrivals.size()), 20'000, 600);
  EXPECT_TRUE(std::ranges::is_sorted(arrivals, {}, &Arrival::at));
  EXPECT_EQ(arrivals, all(settings, /*succeed=*/false));
}

TEST(Rate, GapsAreThoseOfAPoissonProcess) {
  auto const arrivals = all({.agents = 50, .rate = 10, .duration = 2'000s});
  double sum = 0;
  double squares = 0;
  for (std::size_t i = 1; i < arrivals.size(); ++i) {
    auto const gap = std::chrono::duration<double>(arrivals[i].at - arrivals[i - 1].at).count();
    sum += gap;
    squares += gap * gap;
  }
  auto const count = static_cast<double>(arrivals.size() - 1);
  auto const mean = sum / count;
  EXPECT_NEAR(mean, 0.1, 0.005);
  EXPECT_NEAR(squares / count - mean * mean, 0.01, 0.001) << "the variance is the square of the mean";
}

TEST(Rate, EveryAgentComesOnceBeforeAnyComesAgain) {
  for (std::uint32_t const agents : {1U, 2U, 3U, 10U, 97U, 100U}) {
    auto const arrivals = all({.agents = agents, .rate = 1, .duration = 10'000s});
    ASSERT_GE(arrivals.size(), 5 * agents);
    for (std::size_t round = 0; round < 5; ++round) {
      std::set<std::uint32_t> seen;
      for (std::size_t i = 0; i < agents; ++i) seen.insert(arrivals[round * agents + i].agent);
      EXPECT_THAT(seen, SizeIs(agents)) << round;
    }
  }
}

TEST(Scans, OfEachAgentAreNoMoreThanWasSaid) {
  for (auto const rate : {std::optional<double>(), std::optional(1.0)}) {
    PlanSettings const settings{
        .agents = 100, .rate = rate, .storms = {{.at = 5h, .window = 1h}}, .duration = 24h * 30, .scans = 3};
    for (auto const& [agent, times] : by_agent(all(settings))) EXPECT_THAT(times, SizeIs(3)) << agent;
  }
}

TEST(Storms, BringEveryAgentWithinTheirWindowAndBeginTheCycleAnew) {
  PlanSettings const settings{.agents = 500, .storms = {{.at = 50h, .window = 1h}}, .duration = 24h * 5};
  auto const arrivals = all(settings);
  auto const in_window = between(arrivals, 50h, 51h);
  EXPECT_GE(in_window, 500U);
  std::map<std::uint32_t, FleetTime> came;
  for (auto const& arrival : arrivals) {
    if (arrival.cause == Cause::storm) {
      EXPECT_GE(arrival.at, 50h);
      EXPECT_LE(arrival.at, 51h);
      EXPECT_TRUE(came.emplace(arrival.agent, arrival.at).second);
    } else if (came.contains(arrival.agent)) {
      EXPECT_GE(arrival.at - came.at(arrival.agent), 17h) << "the detection that was planned before does not come";
    }
  }
  EXPECT_THAT(came, SizeIs(500));
}

TEST(Storms, AfterTheEndDoNotCome) {
  auto const arrivals = all({.agents = 10, .rate = 0.001, .storms = {{.at = 2h}}, .duration = 1h});
  EXPECT_EQ(std::ranges::count(arrivals, Cause::storm, &Arrival::cause), 0);
}

TEST(Storms, OfAnAgentThatIsScanningLeaveItOneDetectionToCome) {
  Arrivals arrivals({.agents = 1, .storms = {{.at = 23h}}, .duration = 24h * 10});
  auto const first = arrivals.take();
  auto second = arrivals.take();  // the scan of the first is still under way
  ASSERT_EQ(second.cause, Cause::storm);
  arrivals.scanned(0, first.at, true);
  arrivals.scanned(0, second.at, true);
  auto const next = arrivals.take();
  EXPECT_GE(next.at - second.at, 17h);
  EXPECT_FALSE(arrivals.next());
}

TEST(Shards, TogetherHaveTheArrivalsOfTheWholeFleet) {
  for (auto const rate : {std::optional<double>(), std::optional(0.5)}) {
    PlanSettings settings{.agents = 101,
                          .seed = 9,
                          .rate = rate,
                          .ramp = 1h,
                          .storms = {{.at = 3h, .window = 1h}, {.kind = StormKind::susdb_switch, .at = 9h}},
                          .duration = 48h};
    auto const whole = all(settings);
    std::vector<Arrival> together;
    for (std::uint32_t number = 1; number <= 3; ++number) {
      settings.shard = {.number = number, .count = 3};
      auto const part = all(settings);
      for (auto const& arrival : part) EXPECT_TRUE(settings.shard.has(arrival.agent));
      together.insert(together.end(), part.begin(), part.end());
    }
    auto const order = [](Arrival const& a, Arrival const& b) {
      return std::tie(a.at, a.agent, a.cause) < std::tie(b.at, b.agent, b.cause);
    };
    auto sorted = whole;
    std::ranges::sort(sorted, order);
    std::ranges::sort(together, order);
    EXPECT_EQ(together, sorted);
  }
}

TEST(Shards, ShareTheAgents) {
  for (std::uint32_t const agents : {1U, 2U, 99U, 100U, 101U}) {
    std::uint32_t sum = 0;
    for (std::uint32_t number = 1; number <= 3; ++number) sum += Shard{.number = number, .count = 3}.of(agents);
    EXPECT_EQ(sum, agents);
  }
  EXPECT_THAT(all({.agents = 1, .duration = 24h, .shard = {.number = 2, .count = 2}}), IsEmpty());
}

TEST(Plan, IsTheSameForTheSameSeed) {
  PlanSettings const settings{.agents = 50, .duration = 100h};
  EXPECT_EQ(all(settings), all(settings));
  auto other = settings;
  other.seed = 2;
  EXPECT_NE(all(settings), all(other));
}

TEST(Plan, ItsPeakIsThatOfCyclesAndOfTheWorstStorm) {
  EXPECT_NEAR(peak_rate({.agents = 100'000}), 100'000 / (0.9 * 22 * 3600), 0.001);
  EXPECT_EQ(peak_rate({.rate = 7}), 7);
  EXPECT_EQ(peak_rate({.agents = 600, .rate = 7, .storms = {{.at = 1h, .window = 10min}, {.at = 2h, .window = 1min}}}),
            17);
}

TEST(Storm, IsReadAndWritten) {
  auto const read = [](std::string_view text) { return std::get<Storm>(parse_storm(text)); };
  EXPECT_EQ(read("patch-day@2h+30min"), (Storm{.kind = StormKind::patch_day, .at = 2h, .window = 30min}));
  EXPECT_EQ(read("susdb-switch@90s"), (Storm{.kind = StormKind::susdb_switch, .at = 90s}));
  EXPECT_EQ(text_of(read("susdb-switch@90s+1500ms")), "susdb-switch@90s+1500ms");
  for (auto const* text :
       {"", "patch-day", "patch-day@", "patch-day@2", "patch-day@2h+", "@2h", "storm@2h", "patch-day@2h+x"}) {
    auto const parsed = parse_storm(text);
    ASSERT_TRUE(std::holds_alternative<Mistake>(parsed)) << text;
    EXPECT_THAT(std::get<Mistake>(parsed).what, HasSubstr("allowed are patch-day and susdb-switch")) << text;
  }
}

TEST(Shard, IsRead) {
  EXPECT_EQ(std::get<Shard>(parse_shard("2/3")), (Shard{.number = 2, .count = 3}));
  for (auto const* text : {"", "1", "0/1", "4/3", "1/0", "-1/2", "1/2/3", "1/1001", "a/b"}) {
    auto const parsed = parse_shard(text);
    ASSERT_TRUE(std::holds_alternative<Mistake>(parsed)) << text;
    EXPECT_THAT(std::get<Mistake>(parsed).what, HasSubstr("is no shard; allowed are 1/N to N/N")) << text;
  }
}

}  // namespace
}  // namespace wsus::fleet
