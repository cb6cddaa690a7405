// Loads that can be carried: Erlang C, waits, the chance of a limit.
#include "scenarios/capacity/steady.hpp"

#include "scenarios/capacity/demand.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace wsus::capacity {
namespace {

TEST(ErlangC, IsThatOfTheTables) {
  EXPECT_DOUBLE_EQ(erlang_c(1, 0.7), 0.7);      // one worker: the utilisation
  EXPECT_NEAR(erlang_c(2, 1), 1 / 3.0, 1e-12);  // two at half load
  EXPECT_NEAR(erlang_c(10, 8), 0.4092, 5e-5);
  EXPECT_DOUBLE_EQ(erlang_c(4, 0), 0);
  EXPECT_NEAR(erlang_c(10'000, 9'900), 0.2226, 0.01);  // many workers: no overflow of factorials
}

TEST(Demand, IsThatOfMicrosoftsTestServer) {
  // 6 clients a second of 10 requests at four cores; 100,000 clients every 7 hours load it to two thirds.
  Inputs const inputs{.clients = 100'000, .cycle = 7 * 3600.0, .warm_calls = 10};
  auto const demand = demand_of(inputs);
  EXPECT_NEAR(demand.capacity, 60, 1e-9);
  EXPECT_NEAR(demand.scans, 100'000 / (7 * 3600 * 0.9), 1e-9);
  EXPECT_NEAR(demand.utilisation, 0.735, 0.001);
  EXPECT_FALSE(demand.overloads());
}

TEST(Demand, ColdScansCountByTheirShare) {
  Inputs inputs{.clients = 1'000, .cold_share = 0.25};
  EXPECT_DOUBLE_EQ(demand_of(inputs).calls_of_scan, 0.75 * 15 + 0.25 * 186);
  inputs.cold_share = 1;
  EXPECT_DOUBLE_EQ(demand_of(inputs).calls_of_scan, 186);
}

TEST(Demand, OfAStormIsOneScanEachAndOfAPatchDayTwo) {
  Inputs inputs{.clients = 7'200, .arrivals = Arrivals::storm, .window = 3'600};
  EXPECT_DOUBLE_EQ(demand_of(inputs).scans, 2);
  inputs.arrivals = Arrivals::patch_day;
  EXPECT_DOUBLE_EQ(demand_of(inputs).scans, 4);
}

TEST(Demand, FewConnectionsLetFewCallsThrough) {
  Inputs inputs{.clients = 1'000, .connections = 16};
  EXPECT_DOUBLE_EQ(demand_of(inputs).capacity, 16 / (4 / 60.0 + 1));
  inputs.connections = 1'000;
  EXPECT_DOUBLE_EQ(demand_of(inputs).capacity, 60);
}

TEST(Steady, WaitsGrowWithTheVariationOfServiceTimes) {
  Inputs inputs{.clients = 200'000};
  auto const exponential = steady_state(inputs);
  inputs.variation = 0;
  EXPECT_NEAR(steady_state(inputs).mean_wait, exponential.mean_wait / 2, 1e-12);
  inputs.variation = 3;
  EXPECT_NEAR(steady_state(inputs).mean_wait, exponential.mean_wait * 5, 1e-12);
}

TEST(Steady, OneWorkerIsThePollaczekKhinchineFormula) {
  Inputs const inputs{
      .clients = 64'800, .cycle = 72'000, .warm_calls = 1, .service_time = 0.8, .variation = 0.5, .workers = 1};
  auto const demand = demand_of(inputs);
  ASSERT_NEAR(demand.utilisation, 0.8, 1e-12);
  auto const mean_square = 0.8 * 0.8 * (1 + 0.5 * 0.5);
  EXPECT_NEAR(steady_state(inputs).mean_wait, demand.calls * mean_square / (2 * (1 - 0.8)), 1e-9);
}

TEST(Steady, HoldsUntilOneCallInAMillionIsLost) {
  Inputs inputs{.clients = 270'000};
  EXPECT_TRUE(holds(inputs, steady_state(inputs)));
  inputs.queue = 10;
  EXPECT_FALSE(holds(inputs, steady_state(inputs)));
  inputs.queue = 1'000;
  inputs.client_timeout = 1;
  EXPECT_FALSE(holds(inputs, steady_state(inputs)));
  inputs.client_timeout = 30;
  inputs.connections = 100;  // about so many are open on average
  EXPECT_FALSE(holds(inputs, steady_state(inputs)));
  inputs.connections = 1'000;
  EXPECT_TRUE(holds(inputs, steady_state(inputs)));
}

}  // namespace
}  // namespace wsus::capacity
