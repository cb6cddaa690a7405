// Runs one scenario in worlds of its own: server and machines in this process, over real loopback sockets.
#pragma once

#include "scenarios/model/scenario.hpp"
#include "scenarios/runner/record.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace wsus::lab {

struct RunOptions {
  /// The fix is swapped with that of each control in its turn, and each control's with the fix. The outcome's main run
  /// is the one that failed least as it must; of equal ones the first.
  bool sabotage = false;
  bool record = false;     ///< the outcome has a timeline of its main run, bodies and log lines included
  std::stop_token stop{};  ///< asked between two steps; a run that was stopped is `interrupted` and has not passed
};

/// What a check found, with the place it was asked for: "file.yaml:31: /verify/1: expected 0x00000000, was 0x80244007".
struct Problem {
  std::string text{};
};

/// What a phase of the main run did; empty when it was not reached.
struct PhaseRecord {
  std::vector<ScanEnd> scans{};
  std::size_t commands = 0;  ///< lines that were typed
  double seconds = 0;        ///< wall clock
};

struct ControlOutcome {
  std::string name{};
  bool held = false;
  /// Another fix that must not cure; a world without the failure; the failure from fault rules alone.
  enum class Kind { fix, twin, injected };
  Kind kind = Kind::fix;
  std::vector<Problem> problems{};
};

/// What happened, for every report. Booleans are empty where the scenario has no such phase (baselines).
struct ScenarioOutcome {
  std::string name{};
  std::string title{};
  std::string about{};  ///< what happens and why, for a reader
  std::string file{};
  std::vector<std::string> modes{};
  std::vector<std::uint32_t> hresults{};  ///< of every scan of the main run, in order
  std::optional<bool> reproduced{};
  std::optional<bool> fixed{};
  bool verified = false;
  PhaseRecord reproduce{};
  PhaseRecord fix{};
  std::vector<scenario::Step> fix_steps{};  ///< of the fix that was meant to cure; under sabotage the swapped one
  PhaseRecord verify{};
  std::vector<ControlOutcome> controls{};
  double seconds = 0;  ///< wall clock of everything, controls included
  bool passed = false;
  bool interrupted = false;  ///< not run to its end
  bool broken = false;       ///< ended by an error of the lab or its surroundings: what it must show was not judged
  std::vector<Problem> problems{};
  std::string evidence{};  ///< typed lines, the full exchange and both logs; filled when something differs
  std::vector<PhaseTimeline> timeline{};  ///< of the main run, with RunOptions::record; phases that were begun

  [[nodiscard]] bool is_baseline() const { return !reproduced.has_value(); }
};

/// Never throws for what a scenario can cause; a world that cannot start is a problem of the outcome.
/// Thread safety: runs of different scenarios may go on at the same time; they share nothing but immutable
/// states that their backgrounds left.
[[nodiscard]] ScenarioOutcome run_scenario(scenario::Scenario const& scenario, RunOptions const& options = {});

class BackgroundShelf;
/// The same with backgrounds that other runs share.
[[nodiscard]] ScenarioOutcome run_scenario(scenario::Scenario const& scenario, RunOptions const& options,
                                           BackgroundShelf& backgrounds);

/// Runs them on `workers` threads (0 counts as 1); outcomes in the given order. `done` is called after each, from one
/// thread at a time; it must not throw.
[[nodiscard]] std::vector<ScenarioOutcome> run_scenarios(std::vector<scenario::Scenario> const& scenarios,
                                                         RunOptions const& options, unsigned workers,
                                                         std::function<void(ScenarioOutcome const&)> const& done);

/// What keeps the worlds of a scenario from being built, found without starting one: catalogue files that are not there
/// or are wrong, one message each. Empty: nothing.
[[nodiscard]] std::vector<std::string> world_problems(scenario::Scenario const& scenario);

}  // namespace wsus::lab
