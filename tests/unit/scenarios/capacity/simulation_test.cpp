// The formulas against a simulation of the queue, event by event. Tolerances are those of the approximations and of
// chance; each seed is fixed.
#include "tests/unit/scenarios/capacity/queue_simulation.hpp"

#include "scenarios/capacity/advice.hpp"
#include "scenarios/capacity/answer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <ostream>

namespace wsus::capacity {
namespace {

constexpr std::array<std::uint64_t, 3> seeds{1, 2, 3};

/// Mean over the seeds of what `of` takes from a simulated window.
template <typename Of>
double mean_of(Inputs const& inputs, Of const& of) {
  double sum = 0;
  for (auto const seed : seeds) sum += of(test::simulate(inputs, seed));
  return sum / seeds.size();
}

Inputs storm_of(double clients, double window) {
  return {.clients = clients, .arrivals = Arrivals::storm, .window = window};
}

struct Load {
  double utilisation = 0;
  unsigned workers = 1;
  double variation = 1;
  double calls = 1;  ///< of a scan
  double pause = 1;
};

void PrintTo(Load const& load, std::ostream* out) {
  *out << load.utilisation << " of " << load.workers << ", variation " << load.variation << ", " << load.calls
       << " calls, pause " << load.pause;
}

class MeanWait : public testing::TestWithParam<Load> {};

TEST_P(MeanWait, IsThatOfTheSimulation) {
  constexpr double calls = 60'000;
  constexpr double tolerance = 0.12;  // Allen-Cunneen, and the chance of a run
  auto const& load = GetParam();
  Inputs inputs = storm_of(calls / load.calls, calls / (load.utilisation * load.workers * 15));
  inputs.warm_calls = load.calls;
  inputs.workers = load.workers;
  inputs.variation = load.variation;
  inputs.pause = load.pause;
  inputs.queue = 1'000'000;
  inputs.client_timeout = 1e9;
  auto const simulated = mean_of(inputs, [](auto const& seen) { return seen.mean_wait; });
  EXPECT_NEAR(steady_state(inputs).mean_wait, simulated, tolerance * simulated);
}

INSTANTIATE_TEST_SUITE_P(
    Capacity, MeanWait,
    testing::Values(Load{.utilisation = 0.7, .workers = 1}, Load{.utilisation = 0.7, .workers = 4},
                    Load{.utilisation = 0.7, .workers = 4, .variation = 0}, Load{.utilisation = 0.8, .workers = 12},
                    Load{.utilisation = 0.7, .workers = 4, .calls = 15},
                    Load{.utilisation = 0.7, .workers = 4, .variation = 0, .calls = 15, .pause = 5}));

struct Case {
  char const* name = "";
  Inputs inputs{};
};

void PrintTo(Case const& one, std::ostream* out) { *out << one.name; }

Case with(char const* name, double clients, double window, void (*change)(Inputs&)) {
  Case one{name, storm_of(clients, window)};
  change(one.inputs);
  return one;
}

class OverflowingStorm : public testing::TestWithParam<Case> {};

TEST_P(OverflowingStorm, LosesAndDrainsAsTheSimulation) {
  constexpr double of_failed = 0.10;
  constexpr double of_end = 0.05;
  constexpr double of_first = 0.15;  // few machines too many are most of what chance moves
  auto const& inputs = GetParam().inputs;
  auto const answer = answer_to(inputs);
  ASSERT_TRUE(answer.storm->hits_limit);
  auto const failed = mean_of(inputs, [](auto const& seen) { return static_cast<double>(seen.failed); });
  auto const end = mean_of(inputs, [](auto const& seen) { return seen.end; });
  auto const first = mean_of(inputs, [](auto const& seen) { return seen.first_loss.value_or(0); });
  EXPECT_NEAR(answer.storm->failed, failed, of_failed * failed);
  EXPECT_NEAR(answer.storm->drained, end, of_end * end);
  EXPECT_NEAR(answer.overload->hit_after, first, of_first * first);
}

INSTANTIATE_TEST_SUITE_P(
    Capacity, OverflowingStorm,
    testing::Values(with("as asked", 10'000, 720, [](Inputs&) {}),
                    with("service times all alike", 10'000, 720, [](Inputs& inputs) { inputs.variation = 0; }),
                    with("twice the queue, so clients give up", 10'000, 720,
                         [](Inputs& inputs) { inputs.queue = 2'000; }),
                    with("slow calls", 5'000, 1'500, [](Inputs& inputs) { inputs.service_time = 0.2; }),
                    with("a limit of connections", 10'000, 720, [](Inputs& inputs) { inputs.connections = 100; }),
                    with("cold scans", 800, 960,
                         [](Inputs& inputs) {
                           inputs.warm_calls = 186;
                           inputs.queue = 300;
                         }),
                    with("one call a scan", 40'000, 400, [](Inputs& inputs) { inputs.warm_calls = 1; })));

TEST(Simulation, AStormThatTheQueueAbsorbsLosesNothingAndIsOverWhenTheModelSays) {
  auto inputs = storm_of(1'200, 60);
  inputs.queue = 2'000;
  inputs.client_timeout = 100;
  auto const answer = answer_to(inputs);
  ASSERT_TRUE(answer.fits);
  for (auto const seed : seeds) {
    auto const seen = test::simulate(inputs, seed);
    EXPECT_EQ(seen.failed, 0u);
    EXPECT_NEAR(answer.storm->drained, seen.end, 0.05 * seen.end);
    EXPECT_NEAR(answer.storm->longest_queue, static_cast<double>(seen.longest_queue),
                0.05 * answer.storm->longest_queue);
  }
}

TEST(Simulation, TheLargestFleetLosesNothingAndAFifthMoreDoes) {
  auto inputs = storm_of(1, 600);
  inputs.queue = 50;
  inputs.clients = largest_fleet(inputs);
  for (auto const seed : seeds) EXPECT_EQ(test::simulate(inputs, seed).failed, 0u) << inputs.clients;
  inputs.clients *= 1.2;
  for (auto const seed : seeds) EXPECT_GT(test::simulate(inputs, seed).failed, 0u) << inputs.clients;
}

TEST(Simulation, ALimitOfConnectionsLetsMoreScansThroughThanALongerQueue) {
  auto const completed = [](Inputs const& inputs) { return test::simulate(inputs, 1).completed; };
  auto const asked = storm_of(20'000, 1'440);  // long beside the time in which the queue fills
  auto longer = asked;
  longer.queue = 2'000;
  auto limited = asked;
  limited.connections = 100;
  EXPECT_GT(completed(limited), 2 * completed(asked));
  EXPECT_GT(completed(limited), 2 * completed(longer));
}

}  // namespace
}  // namespace wsus::capacity
