// Running of scenarios over and over, in one order or another.
#pragma once

#include "scenarios/app/options.hpp"
#include "scenarios/runner/run_scenario.hpp"

#include <functional>
#include <string>
#include <vector>

namespace wsus::lab {

struct Rounds {
  unsigned count = 1;                           ///< 0: without end
  bool until_fail = false;                      ///< no further round after one in which something did not hold
  std::optional<std::uint64_t> shuffle_seed{};  ///< empty: in the given order
  unsigned jobs = 1;
  bool keep_first = false;  ///< nothing is dropped of what the first round came to
};

[[nodiscard]] Rounds rounds_of(RunCommand const& command, std::optional<std::uint64_t> fresh_seed);

/// What is told on the way. Each is called from one thread at a time and must not throw.
struct Listener {
  std::function<void(unsigned round)> round_begins{};  ///< from 1; only where there is more than one
  std::function<void(ScenarioOutcome const&)> done{};
};

/// Rounds one after the other until they are over, something did not hold (with `until_fail`), or `options.stop`: then
/// at least one outcome is interrupted where anything was left to run, if only in the round that would have come. The
/// outcomes of all rounds, each round in the order of its own. What only a terminal shows of those that passed
/// (description, fix), and the timeline of what passed, is dropped after `done`, so that an endless run does not grow;
/// see Rounds::keep_first.
[[nodiscard]] std::vector<ScenarioOutcome> run_rounds(std::vector<scenario::Scenario> const& scenarios,
                                                      Rounds const& rounds, RunOptions const& options,
                                                      Listener const& listener);

}  // namespace wsus::lab
