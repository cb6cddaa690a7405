// Loads that cannot be carried, and storms: what must be so whatever the numbers.
#include "scenarios/capacity/overload.hpp"

#include "scenarios/capacity/answer.hpp"
#include "scenarios/capacity/storm.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace wsus::capacity {
namespace {

Inputs storm_of(double clients, double window) {
  return {.clients = clients, .arrivals = Arrivals::storm, .window = window};
}

Overload overload_of(Inputs const& inputs) { return overload(inputs, demand_of(inputs)); }

TEST(Overload, OfScansOfOneCallIsLoadLessCapacity) {
  auto inputs = storm_of(72'000, 720);  // 100 scans a second
  inputs.warm_calls = 1;
  auto const over = overload_of(inputs);
  EXPECT_NEAR(over.growth, 40, 1e-6);
  EXPECT_NEAR(over.lost, 40, 1e-6);
  EXPECT_NEAR(over.passes, 0.6, 1e-9);
  EXPECT_NEAR(over.unanswered, 40, 1e-9);
}

TEST(Overload, AScanThatLosesACallMakesNoFurtherOne) {
  auto const over = overload_of(storm_of(100'000, 7'200));
  EXPECT_LT(over.lost, over.unanswered / 10);  // scans, not their calls
  EXPECT_NEAR(over.completed, std::pow(over.passes, 15), 1e-9);
  // Work that was begun for nothing: fewer get through than the server could serve.
  EXPECT_LT(over.completed * 100'000 / 7'200, 60 / 15.0);
}

TEST(Overload, TheCallsThatPassAreThoseThatTheServerCanAnswer) {
  auto inputs = storm_of(50'000, 3'600);
  inputs.cold_share = 0.3;
  auto const demand = demand_of(inputs);
  auto const over = overload(inputs, demand);
  double passed = 0;
  for (int n = 1; n <= 15; ++n) passed += 0.7 * std::pow(over.passes, n);
  for (int n = 1; n <= 186; ++n) passed += 0.3 * std::pow(over.passes, n);
  EXPECT_NEAR(passed * demand.scans, demand.capacity, 1e-6);
}

TEST(Overload, TheNearestLimitIsHitFirst) {
  auto inputs = storm_of(100'000, 7'200);
  EXPECT_EQ(overload_of(inputs).first.limit, Limit::queue);
  inputs.queue = 2'000;  // 33 s of waiting: agents give up after 30
  EXPECT_EQ(overload_of(inputs).first.limit, Limit::client_timeout);
  EXPECT_NEAR(overload_of(inputs).first.waiting, 1'800, 1e-9);
  inputs.connections = 100;
  EXPECT_EQ(overload_of(inputs).first.limit, Limit::connections);
  EXPECT_EQ(limits_of(inputs).size(), 3u);
  EXPECT_EQ(limits_of(inputs).back().limit, Limit::queue);
}

TEST(Overload, AtALimitOfConnectionsThoseInsideAreServedToTheEnd) {
  auto inputs = storm_of(100'000, 7'200);
  inputs.connections = 100;
  auto const demand = demand_of(inputs);
  auto const over = overload(inputs, demand);
  EXPECT_NEAR(over.completed * demand.scans * 15, demand.capacity, 1e-9);
}

TEST(Storm, ThatIsOverBeforeTheLimitLosesNothing) {
  auto const inputs = storm_of(1'500, 60);  // more machines than the queue takes, but some are through by then
  auto const demand = demand_of(inputs);
  auto const over = overload(inputs, demand);
  auto const result = storm(inputs, demand, &over);
  EXPECT_TRUE(result.hits_limit);
  auto const shorter = storm_of(1'000, 40);
  auto const answer = answer_to(shorter);
  EXPECT_FALSE(answer.storm->hits_limit);
  EXPECT_EQ(answer.storm->failed, 0);
  EXPECT_NEAR(answer.storm->drained, 1'000 * 15 / 60.0, 1e-6);  // all the work, and nothing else
}

TEST(Storm, MachinesThatAllFitInTheQueueCannotOverflowIt) {
  EXPECT_EQ(answer_to(storm_of(1'000, 1)).storm->chance, 0);
  EXPECT_GT(answer_to(storm_of(1'200, 1)).storm->chance, 0.99);
}

TEST(Storm, WavesComeBackUntilAllHaveScanned) {
  auto const one = answer_to(storm_of(20'000, 7'200));
  EXPECT_EQ(one.storm->waves, 1u);
  auto const many = answer_to(storm_of(100'000, 7'200));
  ASSERT_TRUE(many.storm->waves);
  EXPECT_GT(*many.storm->waves, 2u);
  EXPECT_GT(many.storm->all_scanned, (*many.storm->waves - 1) * facts::retry);
  // They would come while the storm goes on: nothing is said.
  EXPECT_EQ(answer_to(storm_of(1'000'000, 6 * 3600)).storm->waves, std::nullopt);
}

TEST(Storm, AtTheVeryBorderIsAFigureAndNoError) {
  auto const answer = answer_to(storm_of(28'800, 7'200));  // 60 calls a second of 60
  EXPECT_GT(answer.storm->chance, 0);
  EXPECT_LT(answer.storm->chance, 0.5);
  EXPECT_FALSE(answer.fits);
}

TEST(RandomWalk, ReachesFromNeverToSurely) {
  EXPECT_LT(reaches(100, -1, 10, 1'000), 1e-6);
  EXPECT_GT(reaches(100, 1, 10, 1'000), 0.999);
  EXPECT_NEAR(reaches(100, 0, 10, 1'000), std::erfc(100 / std::sqrt(2 * 10 * 1'000.0)), 1e-9);
  EXPECT_EQ(reaches(1e9, -1e6, 1, 1), 0);
  EXPECT_LE(reaches(1, -1e-3, 1, 1e12), 1);
}

TEST(Settled, AFleetNearTheLimitDoesNotRecoverFromAnOutage) {
  EXPECT_EQ(answer_to({.clients = 100'000}).settled->completed, 1);
  auto const near = answer_to({.clients = 280'000});
  EXPECT_TRUE(near.fits);
  EXPECT_LT(near.settled->completed, 0.2);
  // Its scans: those of machines that come back after 5 h, and of those that had got through.
  auto const& settled = *near.settled;
  auto const interval = settled.completed * 22 * 3600 * 0.9 + (1 - settled.completed) * facts::retry;
  EXPECT_NEAR(settled.scans, 280'000 / interval, settled.scans * 1e-3);
}

}  // namespace
}  // namespace wsus::capacity
