// One phase of a run (reproduce, fix, verify): its steps in order, in one world, with everything that was seen kept.
#pragma once

#include "scenarios/model/scenario.hpp"
#include "scenarios/runner/recorder.hpp"
#include "scenarios/runner/run_scenario.hpp"
#include "scenarios/runner/world.hpp"

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace wsus::lab {

/// Thrown between two steps when the run was asked to stop.
struct Interrupted {};

struct PhaseResult {
  std::string name{};                       ///< "reproduce"
  std::vector<Problem> command_problems{};  ///< unexpected exit codes and outputs of typed lines
  std::vector<Problem> expectation_problems{};
  PhaseRecord record{};
  Mark began{};              ///< where the phase's window begins; never beyond the end of a log
  std::string transcript{};  ///< typed lines with what the prompts answered

  [[nodiscard]] bool held() const { return command_problems.empty() && expectation_problems.empty(); }
  /// Both kinds.
  [[nodiscard]] std::vector<Problem> problems() const;
};

/// Runs all steps, also after one that differs: a report then shows everything at once.
///
/// The window of an expectation begins at the previous one about the same machine, or with the phase; that of its
/// counters, which belong to no machine, at the previous one about any. Throws Interrupted. `recorder`: of this world,
/// is told of everything; null: nobody.
[[nodiscard]] PhaseResult run_phase(LabWorld& world, std::string name, std::vector<scenario::Step> const& steps,
                                    std::stop_token const& stop, Recorder* recorder = nullptr);

/// A phase that somebody else drives, one step at a time; steps that no scenario has may be among them. Each does what
/// it does within run_phase. Thread safety: none, as of the world.
class PhaseSteps {
public:
  /// The phase begins now. `world` must live longer.
  PhaseSteps(LabWorld& world, std::string name);
  ~PhaseSteps();
  PhaseSteps(PhaseSteps const&) = delete;
  PhaseSteps& operator=(PhaseSteps const&) = delete;

  /// Throws what the world throws.
  void step(scenario::Step const& step);
  /// What all steps so far came to; `record.seconds` stays zero, for nobody knows how long a driver thinks.
  [[nodiscard]] PhaseResult const& result() const;

private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace wsus::lab
