// Several scenarios at once: each thread takes the next one that nobody has.
#include "scenarios/runner/background.hpp"
#include "scenarios/runner/run_scenario.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <numeric>
#include <thread>

namespace wsus::lab {

namespace {

/// Those with a background first, for they take longest: else one thread would be left alone with them in the end.
std::vector<std::size_t> order_of(std::vector<scenario::Scenario> const& scenarios) {
  std::vector<std::size_t> order(scenarios.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_partition(order.begin(), order.end(), [&](std::size_t i) { return !scenarios[i].background.empty(); });
  return order;
}

}  // namespace

std::vector<ScenarioOutcome> run_scenarios(std::vector<scenario::Scenario> const& scenarios, RunOptions const& options,
                                           unsigned workers, std::function<void(ScenarioOutcome const&)> const& done) {
  std::vector<ScenarioOutcome> outcomes(scenarios.size());
  auto const order = order_of(scenarios);
  BackgroundShelf backgrounds;
  std::atomic<std::size_t> next = 0;
  std::mutex telling;
  auto const work = [&] {
    for (auto turn = next++; turn < scenarios.size(); turn = next++) {
      auto const i = order[turn];
      outcomes[i] = run_scenario(scenarios[i], options, backgrounds);
      std::lock_guard const lock(telling);
      if (done) done(outcomes[i]);
    }
  };
  auto const threads = std::clamp<std::size_t>(workers, 1, std::max<std::size_t>(scenarios.size(), 1));
  {
    std::vector<std::jthread> pool;
    for (std::size_t i = 1; i < threads; ++i) pool.emplace_back(work);
    work();
  }
  return outcomes;
}

}  // namespace wsus::lab
