// What a run came to: lines for a person, JSON for a script, JUnit XML for CI, a page that shows everything.
#pragma once

#include "scenarios/runner/run_scenario.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace wsus::lab {

/// How much of a scenario a text tells.
enum class Detail {
  brief,  ///< one line each for reproduced, fixed, verified, controls
  full    ///< the same with what happens and why, the fix as it is typed, and the controls by name
};

/// A scenario with the time it took; the evidence when something differs, if it is wanted. `colour`: ANSI colours for a
/// terminal. The description is wrapped at 100 columns; typed lines are not, so that they can be copied. Problems and
/// evidence are made visible (readable.hpp).
[[nodiscard]] std::string to_text(ScenarioOutcome const& outcome, bool colour, Detail detail = Detail::full,
                                  bool with_evidence = true);
/// Of each outcome, how often its scenario has run up to it, from 1: repeated runs are outcomes of the same file.
[[nodiscard]] std::vector<unsigned> run_numbers(std::vector<ScenarioOutcome> const& outcomes);
/// "7 scenarios: 7 held, 0 did not (1.2 s)"; repeated: "14 runs of 7 scenarios: 14 held, 0 did not (2.4 s)". Under
/// sabotage: whether every scenario with something to swap failed, as it must; one that passed means that the verifier
/// is broken, and the line says so. An interrupted run says that too.
[[nodiscard]] std::string summary(std::vector<ScenarioOutcome> const& outcomes, double seconds, bool sabotage);
/// Whether the verification of a scenario held under sabotage, with the fix of a control: then it proves nothing,
/// whatever else of that run failed.
[[nodiscard]] bool verifier_is_broken(std::vector<ScenarioOutcome> const& sabotaged);
/// What is the same for all scenarios of a run.
struct RunFacts {
  std::string version{};                        ///< of wsus-lab; empty: not told
  std::string started{};                        ///< xsd:dateTime in UTC; empty: not told
  double seconds = 0;                           ///< wall clock of everything
  bool sabotage = false;                        ///< fixes were swapped with those of controls
  std::optional<std::uint64_t> shuffle_seed{};  ///< empty: in the given order
};

/// A list of objects, one a run of a scenario, one a line; newline at the end. The keys are those of docs/REPORTS.md.
/// `reproduced` and `fixed` are null for a baseline.
[[nodiscard]] std::string to_json(std::vector<ScenarioOutcome> const& outcomes);
/// One testsuite with one testcase a run, named by the scenario, and by the run from the second one on ("x (run 2)").
/// Valid by the schema of Jenkins' xUnit plugin (junit-10.xsd). What did not hold is a failure, what an error of the
/// lab ended is an error, what was interrupted is skipped. Text is made visible (readable.hpp).
[[nodiscard]] std::string to_junit(std::vector<ScenarioOutcome> const& outcomes, RunFacts const& run = {});
/// One HTML page that needs nothing else, with all that `timeline` of the outcomes has.
[[nodiscard]] std::string to_html(std::vector<ScenarioOutcome> const& outcomes, RunFacts const& run = {});

}  // namespace wsus::lab
