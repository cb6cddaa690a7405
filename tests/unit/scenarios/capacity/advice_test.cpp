// What would help, and what each input is worth.
#include "scenarios/capacity/advice.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <string_view>

namespace wsus::capacity {
namespace {

Inputs storm_of(double clients, double window) {
  return {.clients = clients, .arrivals = Arrivals::storm, .window = window};
}

TEST(LargestFleet, FitsAndOneMoreDoesNot) {
  for (auto inputs : {Inputs{.clients = 1}, storm_of(1, 7'200), storm_of(1, 10)}) {
    inputs.clients = largest_fleet(inputs);
    EXPECT_TRUE(fits(inputs)) << inputs.clients;
    EXPECT_EQ(fits(inputs), answer_to(inputs).fits);
    ++inputs.clients;
    EXPECT_FALSE(fits(inputs)) << inputs.clients;
    EXPECT_EQ(fits(inputs), answer_to(inputs).fits);
  }
}

TEST(LargestFleet, IsNoneWhereOneMachineIsTooMany) {
  Inputs const inputs{.clients = 1, .cycle = 60, .warm_calls = 10'000, .service_time = 3'600, .workers = 1};
  EXPECT_EQ(largest_fleet(inputs), 0);
}

TEST(LargestFleet, OfMicrosoftsTestServerIsAThirdMoreThanItSupports) {
  Inputs const inputs{.clients = 1, .cycle = 7 * 3600.0, .warm_calls = 10};
  EXPECT_NEAR(largest_fleet(inputs), 134'000, 2'000);  // Microsoft: 100,000
}

TEST(Needs, SufficeAndALittleLessDoesNot) {
  auto const asked = storm_of(100'000, 7'200);
  auto const needs = needs_of(asked);
  ASSERT_TRUE(needs.workers && needs.service_time && needs.time);
  auto changed = asked;
  changed.workers = *needs.workers;
  EXPECT_TRUE(fits(changed));
  --changed.workers;
  EXPECT_FALSE(fits(changed));
  changed = asked;
  changed.service_time = *needs.service_time;
  EXPECT_TRUE(fits(changed));
  changed.service_time *= 1.001;
  EXPECT_FALSE(fits(changed));
  changed = asked;
  changed.window = *needs.time;
  EXPECT_TRUE(fits(changed));
  changed.window /= 1.001;
  EXPECT_FALSE(fits(changed));
}

TEST(Needs, NoQueueHelpsWhereClientsGiveUpBefore) {
  EXPECT_EQ(needs_of(storm_of(100'000, 7'200)).queue, std::nullopt);
  EXPECT_THAT(needs_of(storm_of(1'700, 10)).queue, testing::Optional(testing::Gt(1'000u)));
}

TEST(Advised, ALongerQueueLosesNearlyAsMuchAndFewConnectionsLessByFar) {
  auto const asked = storm_of(100'000, 7'200);
  auto const result = advised(asked);
  auto const failed = answer_to(asked).storm->failed;
  EXPECT_GT(result.longer_queue.storm->failed, 0.95 * failed);
  EXPECT_LT(result.fewer_connections.storm->failed, 0.8 * failed);
}

TEST(Effects, TheFleetFollowsWhatTheServerCanAnswer) {
  auto const effects = effects_of({.clients = 100'000});
  auto const of = [&](std::string_view input) {
    auto const found = std::ranges::find(effects, input, &Effect::input);
    return found == effects.end() ? Effect{} : *found;
  };
  EXPECT_THAT(of("service time").elasticity, testing::Optional(testing::DoubleNear(-1, 0.01)));
  EXPECT_THAT(of("calls of a scan").elasticity, testing::Optional(testing::DoubleNear(-1, 0.01)));
  EXPECT_THAT(of("cycle").elasticity, testing::Optional(testing::DoubleNear(1, 0.01)));
  EXPECT_THAT(of("workers").elasticity, testing::Optional(testing::DoubleNear(1, 0.05)));
  EXPECT_EQ(of("clients").elasticity, std::nullopt);
  EXPECT_EQ(of("clients").low, 80'000);
  EXPECT_EQ(of("clients").high, 120'000);
  EXPECT_LT(of("clients").at_low.steady->mean_wait, of("clients").at_high.steady->mean_wait);
}

TEST(Effects, WholeNumbersMoveByOneAtLeastAndSharesStaySharesAndWhatHasNoPartIsLeftOut) {
  auto const effects = effects_of({.clients = 100'000, .cold_share = 0.9, .variation = 0, .workers = 2});
  auto const workers = std::ranges::find(effects, "workers", &Effect::input);
  ASSERT_NE(workers, effects.end());
  EXPECT_EQ(workers->low, 1);
  EXPECT_EQ(workers->high, 3);
  auto const cold = std::ranges::find(effects, "cold scans", &Effect::input);
  ASSERT_NE(cold, effects.end());
  EXPECT_EQ(cold->high, 1);
  EXPECT_EQ(std::ranges::find(effects, "variation", &Effect::input), effects.end());
  EXPECT_EQ(std::ranges::find(effects, "connections", &Effect::input), effects.end());
}

}  // namespace
}  // namespace wsus::capacity
