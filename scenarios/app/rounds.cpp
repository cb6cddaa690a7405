// Rounds of scenarios: see rounds.hpp.
#include "scenarios/app/rounds.hpp"

#include "scenarios/app/shuffle.hpp"

#include <algorithm>
#include <iterator>
#include <random>
#include <utility>

namespace wsus::lab {
namespace {

using scenario::Scenario;

std::uint64_t random_seed() {
  std::random_device random;
  return random();
}

std::vector<Scenario> in_order(std::vector<Scenario> const& scenarios, Rounds const& rounds, unsigned round) {
  if (!rounds.shuffle_seed) return scenarios;
  std::vector<Scenario> ordered;
  ordered.reserve(scenarios.size());
  for (auto const i : shuffled(scenarios.size(), *rounds.shuffle_seed, round)) ordered.push_back(scenarios[i]);
  return ordered;
}

void drop_what_was_shown(ScenarioOutcome& outcome) {
  outcome.about.clear();
  outcome.fix_steps.clear();
  outcome.fix_steps.shrink_to_fit();
  outcome.timeline.clear();
  outcome.timeline.shrink_to_fit();
}

}  // namespace

Rounds rounds_of(RunCommand const& command, std::optional<std::uint64_t> fresh_seed) {
  Rounds rounds{.count = command.repeat.value_or(command.until_fail ? 0 : 1),
                .until_fail = command.until_fail,
                .jobs = command.jobs,
                .keep_first = command.html.has_value()};
  if (!command.shuffle) return rounds;
  rounds.shuffle_seed = command.shuffle->seed ? command.shuffle->seed : fresh_seed;
  if (!rounds.shuffle_seed) rounds.shuffle_seed = random_seed();
  return rounds;
}

std::vector<ScenarioOutcome> run_rounds(std::vector<Scenario> const& scenarios, Rounds const& rounds,
                                        RunOptions const& options, Listener const& listener) {
  std::vector<ScenarioOutcome> all;
  if (scenarios.empty()) return all;
  for (unsigned round = 1; rounds.count == 0 || round <= rounds.count; ++round) {
    if (rounds.count != 1 && listener.round_begins) listener.round_begins(round);
    auto outcomes = run_scenarios(in_order(scenarios, rounds, round), options, rounds.jobs, listener.done);
    bool const held = std::ranges::all_of(outcomes, &ScenarioOutcome::passed);
    bool const interrupted = std::ranges::any_of(outcomes, &ScenarioOutcome::interrupted);
    for (auto& outcome : outcomes) {
      if (outcome.passed && !(rounds.keep_first && round == 1)) drop_what_was_shown(outcome);
    }
    all.insert(all.end(), std::make_move_iterator(outcomes.begin()), std::make_move_iterator(outcomes.end()));
    // A stop that came when everything of a round was over shows in the next one, which was wanted and is not run.
    if (interrupted || (rounds.until_fail && !held)) break;
  }
  return all;
}

}  // namespace wsus::lab
