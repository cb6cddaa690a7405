// Reproduce, fix, verify, and the controls, each control in a world of its own: see run_scenario.hpp.
#include "scenarios/runner/run_scenario.hpp"

#include "scenarios/runner/background.hpp"
#include "scenarios/runner/evidence.hpp"
#include "scenarios/runner/expectations.hpp"
#include "scenarios/runner/phase.hpp"
#include "scenarios/runner/world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>

namespace wsus::lab {
namespace {

using scenario::Control;
using scenario::Scenario;
using scenario::Step;

void append(std::vector<Problem>& to, std::vector<Problem> problems) {
  to.insert(to.end(), std::make_move_iterator(problems.begin()), std::make_move_iterator(problems.end()));
}

/// A world with what was typed in it so far.
struct Stage {
  std::string title{};
  LabWorld world;
  std::string typed{};
  std::unique_ptr<Recorder> recorder{};  ///< null: nothing is recorded
};

/// Records a main run; the record is in the outcome however the run ends.
class KeptRecord {
public:
  KeptRecord(bool wanted, Stage& stage, ScenarioOutcome& outcome) : stage_(stage), outcome_(outcome) {
    if (wanted) stage.recorder = std::make_unique<Recorder>(stage.world);
  }
  ~KeptRecord() {
    if (stage_.recorder) outcome_.timeline = stage_.recorder->take();
  }
  KeptRecord(KeptRecord const&) = delete;
  KeptRecord& operator=(KeptRecord const&) = delete;

private:
  Stage& stage_;
  ScenarioOutcome& outcome_;
};

class ScenarioRun {
public:
  ScenarioRun(Scenario const& scenario, RunOptions const& options, BackgroundShelf& backgrounds)
      : scenario_(scenario), options_(options), catalogues_(scenario.file), backgrounds_(backgrounds) {
    outcome_.name = scenario.name;
    outcome_.title = scenario.title;
    outcome_.about = scenario.about;
    outcome_.file = scenario.file;
    outcome_.modes = scenario.modes;
    if (scenario.is_baseline()) return;
    outcome_.reproduced = false;
    outcome_.fixed = false;
  }

  ScenarioOutcome run();

private:
  void run_main();
  bool break_world(Stage& stage);
  void run_swapped();
  void run_main_in(scenario::World const& world, std::vector<Step> const& fix);
  void run_controls();
  void repair_in_vain(Control const& control, ControlOutcome& outcome);
  bool set_up(Stage& stage, ControlOutcome& outcome);
  void run_without_cause(ControlOutcome& outcome);
  void run_injected(ControlOutcome& outcome);
  template <typename Run>
  void run_proof(ControlOutcome outcome, scenario::Place const& place, Run run);
  void not_reproduced(Stage const& stage, Control const& control, PhaseResult const& phase, ControlOutcome& outcome);
  void run_twin(Control const& control, ControlOutcome& outcome);
  void judge(Stage const& stage, Control const& control, PhaseResult const& phase, std::string_view if_held,
             ControlOutcome& outcome);
  LabWorld make_world(scenario::World const& world) {
    return lab::make_world(scenario_, world, catalogues_, backgrounds_, options_.stop);
  }
  PhaseResult phase(Stage& stage, std::string name, std::vector<Step> const& steps);
  bool main_phase(Stage& stage, std::string name, std::vector<Step> const& steps, PhaseRecord& record);
  void keep_evidence(Stage const& stage, PhaseResult const& phase) {
    outcome_.evidence += evidence_of(stage.world, stage.title, stage.typed, phase);
  }
  [[nodiscard]] bool passed() const;

  Scenario const& scenario_;
  RunOptions const& options_;
  CatalogueShelf catalogues_;
  BackgroundShelf& backgrounds_;
  ScenarioOutcome outcome_{};
};

PhaseResult ScenarioRun::phase(Stage& stage, std::string name, std::vector<Step> const& steps) {
  auto result = run_phase(stage.world, std::move(name), steps, options_.stop, stage.recorder.get());
  stage.typed += result.transcript;
  return result;
}

bool ScenarioRun::main_phase(Stage& stage, std::string name, std::vector<Step> const& steps, PhaseRecord& record) {
  auto const result = phase(stage, std::move(name), steps);
  record = result.record;
  for (auto const& scan : record.scans) outcome_.hresults.push_back(scan.hresult);
  append(outcome_.problems, result.problems());
  if (!result.held()) keep_evidence(stage, result);
  return result.held();
}

/// The cause of the main run.
bool ScenarioRun::break_world(Stage& stage) {
  if (scenario_.cause.empty()) return true;
  PhaseRecord not_told;
  return main_phase(stage, "cause", scenario_.cause, not_told);
}

/// A phase that did not hold ends the run: what comes after it would prove nothing.
void ScenarioRun::run_main_in(scenario::World const& world, std::vector<Step> const& fix) {
  Stage stage{.title = scenario_.name, .world = make_world(world)};
  KeptRecord const kept(options_.record, stage, outcome_);
  if (!scenario_.is_baseline()) {
    outcome_.fix_steps = fix;
    outcome_.reproduced = break_world(stage) && main_phase(stage, "reproduce", scenario_.reproduce, outcome_.reproduce);
    if (!*outcome_.reproduced) return;
    outcome_.fixed = main_phase(stage, "fix", fix, outcome_.fix);
    if (!*outcome_.fixed) return;
  }
  outcome_.verified = main_phase(stage, "verify", scenario_.verify, outcome_.verify);
}

/// How little a run with a swapped fix is what it must be: a verification that holds is worst, then one that was not
/// reached, for that proves nothing.
int badness(ScenarioOutcome const& swapped) {
  if (swapped.verified) return 2;
  return swapped.fixed.value_or(false) ? 0 : 1;
}

/// Every control's fix in its turn. The outcome tells of the worst, of equal ones the first.
void ScenarioRun::run_swapped() {
  auto const before = outcome_;
  std::optional<ScenarioOutcome> worst;
  for (auto const& control : scenario_.controls) {
    if (!control.fix) continue;
    outcome_ = before;
    run_main_in(control.world, *control.fix);
    if (!worst || badness(outcome_) > badness(*worst)) worst = std::move(outcome_);
  }
  outcome_ = worst.value_or(before);
  if (!worst) outcome_.problems.push_back({fmt::format("{}: no control has a fix to swap with", scenario_.file)});
}

void ScenarioRun::run_main() {
  if (options_.sabotage && !scenario_.is_baseline()) return run_swapped();
  run_main_in(scenario_.world, scenario_.fix);
}

/// What a control's last phase shows: its expectations must not hold, and the control's own must. Commands that fail
/// are no evidence: where nothing was scanned, nothing was seen.
void ScenarioRun::judge(Stage const& stage, Control const& control, PhaseResult const& phase, std::string_view if_held,
                        ControlOutcome& outcome) {
  if (phase.expectation_problems.empty())
    outcome.problems.push_back({fmt::format("{}: {}", control.place.text(), if_held)});
  if (outcome.kind == ControlOutcome::Kind::twin) append(outcome.problems, phase.command_problems);
  auto const seen = stage.world.observe(control.expect.machine, phase.began);
  append(outcome.problems, check(control.expect, control.expect_place, seen));
  if (!outcome.problems.empty()) keep_evidence(stage, phase);
}

/// One line instead of all that differs: the main run tells that already, unless this control's world is to blame.
void ScenarioRun::not_reproduced(Stage const& stage, Control const& control, PhaseResult const& phase,
                                 ControlOutcome& outcome) {
  auto const all = phase.problems();
  outcome.problems.push_back(
      {fmt::format("{}: the failure did not show in this world: {}{}", control.place.text(), all.front().text,
                   all.size() == 1 ? "" : fmt::format(" (and {} more)", all.size() - 1))});
  if (outcome_.reproduced.value_or(false)) keep_evidence(stage, phase);
}

/// The cause of a control's run. False, with the problems in the outcome, when it cannot be put in place.
bool ScenarioRun::set_up(Stage& stage, ControlOutcome& outcome) {
  if (scenario_.cause.empty()) return true;
  auto const cause = phase(stage, "cause", scenario_.cause);
  append(outcome.problems, cause.problems());
  if (!cause.held()) keep_evidence(stage, cause);
  return cause.held();
}

void ScenarioRun::repair_in_vain(Control const& control, ControlOutcome& outcome) {
  Stage stage{.title = fmt::format("control '{}'", control.name), .world = make_world(control.world)};
  auto const& fix = options_.sabotage ? scenario_.fix : *control.fix;
  if (!set_up(stage, outcome)) return;
  auto const reproduced = phase(stage, "reproduce", scenario_.reproduce);
  if (!reproduced.held()) return not_reproduced(stage, control, reproduced, outcome);
  auto const fixed = phase(stage, "fix", fix);
  append(outcome.problems, fixed.problems());
  if (!fixed.held()) return keep_evidence(stage, fixed);
  judge(stage, control, phase(stage, "verify", scenario_.verify),
        "verification holds after this fix too: it tells nothing about the cure", outcome);
}

void ScenarioRun::run_twin(Control const& control, ControlOutcome& outcome) {
  Stage stage{.title = fmt::format("twin '{}'", control.name), .world = make_world(control.world)};
  if (!set_up(stage, outcome)) return;
  judge(stage, control, phase(stage, "reproduce", scenario_.reproduce), "the same is seen in this world too", outcome);
}

/// The twin that every scenario with a cause has: where nothing was broken, the failure must not show.
void ScenarioRun::run_without_cause(ControlOutcome& outcome) {
  Stage stage{.title = "twin 'without the cause'", .world = make_world(scenario_.world)};
  auto const seen = phase(stage, "reproduce", scenario_.reproduce);
  if (seen.expectation_problems.empty())
    outcome.problems.push_back(
        {fmt::format("{}: the same is seen where the cause was never put in place", scenario_.file)});
  append(outcome.problems, seen.command_problems);
  if (!outcome.problems.empty()) keep_evidence(stage, seen);
}

/// The same symptom from the server's rules alone.
void ScenarioRun::run_injected(ControlOutcome& outcome) {
  auto const& injected = *scenario_.injected;
  Stage stage{.title = "injected twin", .world = make_world(injected.world)};
  auto const seen = phase(stage, "reproduce", scenario_.reproduce);
  append(outcome.problems, seen.command_problems);
  if (injected.expect) {
    auto const observed = stage.world.observe(injected.expect->machine, seen.began);
    append(outcome.problems, check(*injected.expect, injected.expect_place, observed));
  } else {
    append(outcome.problems, seen.expectation_problems);
  }
  auto const happened = stage.world.observe(scenario_.world.machines.front().name, seen.began).counters;
  auto const count = happened.find("injected");
  if (count == happened.end() || count->second == 0)
    outcome.problems.push_back({fmt::format("{}: no rule has happened", injected.place.text())});
  if (!outcome.problems.empty()) keep_evidence(stage, seen);
}

template <typename Run>
void ScenarioRun::run_proof(ControlOutcome outcome, scenario::Place const& place, Run run) {
  try {
    run(outcome);
  } catch (std::exception const& error) {
    outcome.problems.push_back({fmt::format("{}: {}", place.text(), error.what())});
  }
  outcome.held = outcome.problems.empty();
  outcome_.controls.push_back(std::move(outcome));
}

void ScenarioRun::run_controls() {
  using Kind = ControlOutcome::Kind;
  for (auto const& control : scenario_.controls) {
    run_proof({.name = control.name, .kind = control.fix ? Kind::fix : Kind::twin}, control.place,
              [&](ControlOutcome& outcome) {
                if (control.fix)
                  repair_in_vain(control, outcome);
                else
                  run_twin(control, outcome);
              });
  }
  scenario::Place const whole{.file = scenario_.file, .line = 1, .path = "/"};
  if (!scenario_.cause.empty())
    run_proof({.name = "without the cause", .kind = Kind::twin}, whole,
              [&](ControlOutcome& outcome) { run_without_cause(outcome); });
  if (scenario_.injected)
    run_proof({.name = "injected", .kind = Kind::injected}, scenario_.injected->place,
              [&](ControlOutcome& outcome) { run_injected(outcome); });
}

bool ScenarioRun::passed() const {
  return outcome_.reproduced.value_or(true) && outcome_.fixed.value_or(true) && outcome_.verified &&
         outcome_.problems.empty() && !outcome_.interrupted &&
         std::ranges::all_of(outcome_.controls, [](auto const& control) { return control.held; });
}

ScenarioOutcome ScenarioRun::run() {
  auto const started = std::chrono::steady_clock::now();
  try {
    if (options_.stop.stop_requested()) throw Interrupted{};
    try {
      run_main();
    } catch (std::exception const& error) {
      outcome_.broken = true;
      outcome_.problems.push_back({fmt::format("{}: {}", scenario_.file, error.what())});
    }
    run_controls();
  } catch (Interrupted const&) {
    outcome_.interrupted = true;
    outcome_.problems.push_back({fmt::format("{}: interrupted before its end", scenario_.file)});
  }
  outcome_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  outcome_.passed = passed();
  return std::move(outcome_);
}

}  // namespace

ScenarioOutcome run_scenario(Scenario const& scenario, RunOptions const& options) {
  BackgroundShelf backgrounds;
  return run_scenario(scenario, options, backgrounds);
}

ScenarioOutcome run_scenario(Scenario const& scenario, RunOptions const& options, BackgroundShelf& backgrounds) {
  return ScenarioRun(scenario, options, backgrounds).run();
}

std::vector<std::string> world_problems(Scenario const& scenario) {
  std::vector<std::string> problems;
  auto const try_world = [&](scenario::World const& world) {
    if (!world.server.catalogue.file) return;  // generated sizes are the reader's to check
    try {
      static_cast<void>(make_catalogue(world.server.catalogue, scenario.file, world.start));
    } catch (std::exception const& error) {
      if (std::ranges::find(problems, error.what()) == problems.end()) problems.emplace_back(error.what());
    }
  };
  try_world(scenario.world);
  for (auto const& control : scenario.controls) try_world(control.world);
  return problems;
}

}  // namespace wsus::lab
