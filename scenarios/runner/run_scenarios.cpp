// Several scenarios at once: each thread takes the next one that nobody has.
#include "scenarios/runner/run_scenario.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

namespace wsus::lab {

std::vector<ScenarioOutcome> run_scenarios(std::vector<scenario::Scenario> const& scenarios, RunOptions const& options,
                                           unsigned workers, std::function<void(ScenarioOutcome const&)> const& done) {
  std::vector<ScenarioOutcome> outcomes(scenarios.size());
  std::atomic<std::size_t> next = 0;
  std::mutex telling;
  auto const work = [&] {
    for (auto i = next++; i < scenarios.size(); i = next++) {
      outcomes[i] = run_scenario(scenarios[i], options);
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
