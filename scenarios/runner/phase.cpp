// Execution of steps: see phase.hpp.
#include "scenarios/runner/phase.hpp"

#include "client_sim/agent/hresult.hpp"
#include "scenarios/runner/expectations.hpp"
#include "scenarios/runner/log_fragments.hpp"
#include "wsdl/wusp/date_time.hpp"

#include <fmt/format.h>

#include <chrono>
#include <utility>
#include <variant>

namespace wsus::lab {
namespace {

/// A phase under way; one overload of run() for each kind of step.
class PhaseRun {
public:
  PhaseRun(LabWorld& world, PhaseResult& result, Recorder* recorder = nullptr)
      : world_(world), result_(result), recorder_(recorder), counted_(result.began) {
    for (auto const& name : world.machine_names()) {
      since_.emplace(name, result.began);
      scans_seen_.emplace(name, result.began.machines.at(name).scans);
    }
  }

  void step(scenario::Step const& step) {
    Known const known{.command = result_.command_problems.size(), .expectation = result_.expectation_problems.size()};
    if (recorder_ != nullptr) recorder_->begin_step(step);
    std::visit([&](auto const& what) { run(what, step.place); }, step.what);
    note_scans();
    if (recorder_ != nullptr) recorder_->end_step(problems_since(known));
    world_.clamp(result_.began);
    for (auto& [name, mark] : since_) world_.clamp(mark);
  }

private:
  /// How many problems there were.
  struct Known {
    std::size_t command = 0;
    std::size_t expectation = 0;
  };
  [[nodiscard]] std::vector<std::string> problems_since(Known const& known) const;
  void run(scenario::TypeCommand const& command, scenario::Place const& place);
  void run(scenario::AdvanceClock const& clock, scenario::Place const&) { world_.advance(clock.by); }
  void run(scenario::RunDetectionCycles const& wanted, scenario::Place const&);
  void run(scenario::ChangeNetwork const& change, scenario::Place const&) { world_.change(change.network); }
  void run(scenario::ChangeHosts const& change, scenario::Place const&) {
    for (auto const& host : change.hosts) world_.change(host);
  }
  void run(scenario::Synchronise const& wanted, scenario::Place const&) { world_.synchronise(wanted.revisions); }
  void run(scenario::TakeSnapshot const& snapshot, scenario::Place const&) {
    world_.take_snapshot(snapshot.machine, snapshot.name);
  }
  void run(scenario::RestoreSnapshot const& snapshot, scenario::Place const&) {
    world_.restore_snapshot(snapshot.machine, snapshot.name);
  }
  void run(scenario::Together const& together, scenario::Place const& place);
  void run(scenario::Expectation const& expected, scenario::Place const& place);
  void note_scans();
  void check_answer(scenario::TypeCommand const& command, scenario::Place const& place,
                    windows::CommandResult const& answer);
  void check_output(scenario::TypeCommand const& command, scenario::Place const& place, std::string const& output);

  LabWorld& world_;
  PhaseResult& result_;
  Recorder* recorder_;                   ///< null: nobody wants to know
  std::map<std::string, Mark> since_{};  ///< per machine: its last expectation
  Mark counted_;                         ///< the last expectation of all
  std::map<std::string, std::size_t> scans_seen_{};
};

std::vector<std::string> PhaseRun::problems_since(Known const& known) const {
  std::vector<std::string> texts;
  auto const take = [&texts](std::vector<Problem> const& problems, std::size_t from) {
    for (auto i = from; i < problems.size(); ++i) texts.push_back(problems[i].text);
  };
  take(result_.command_problems, known.command);
  take(result_.expectation_problems, known.expectation);
  return texts;
}

std::string typed(scenario::TypeCommand const& command) {
  return fmt::format("{}{}> {}", command.at, command.elevated ? "" : " (not elevated)", command.line);
}

/// What a prompt answered, in one line for a message.
std::string in_one_line(std::string_view output) {
  std::string text;
  for (auto const line : lines_of(output)) {
    if (line.empty()) continue;
    text += text.empty() ? "" : " | ";
    text += line;
  }
  return text.empty() ? "no output" : text;
}

std::string with_line_end(std::string text) {
  if (!text.empty() && text.back() != '\n') text += '\n';
  return text;
}

void PhaseRun::run(scenario::TypeCommand const& command, scenario::Place const& place) {
  auto const answer = world_.type(command);
  check_answer(command, place, answer);
}

void PhaseRun::run(scenario::Together const& together, scenario::Place const& place) {
  auto const answers = world_.type_together(together.commands);
  for (std::size_t i = 0; i < answers.size(); ++i) check_answer(together.commands[i], place, answers[i]);
}

void PhaseRun::run(scenario::RunDetectionCycles const& wanted, scenario::Place const&) {
  for (auto const& cycle : world_.run_detection_cycles(wanted.machine, wanted.count))
    result_.transcript += fmt::format("[{}: detection at {}, the next one is due at {}]\n", wanted.machine,
                                      wusp::to_xsd_date_time(cycle.begin), wusp::to_xsd_date_time(cycle.next));
}

void PhaseRun::check_answer(scenario::TypeCommand const& command, scenario::Place const& place,
                            windows::CommandResult const& answer) {
  ++result_.record.commands;
  if (recorder_ != nullptr) recorder_->answered(answer);
  result_.transcript += typed(command) + "\n" + with_line_end(answer.output);
  if (answer.exit_code != 0) result_.transcript += fmt::format("[exit code {}]\n", answer.exit_code);
  if (command.exit_code && *command.exit_code != answer.exit_code) {
    result_.command_problems.push_back(
        {fmt::format("{}: `{}`: expected exit code {}, was {}: {}", place.text(), typed(command), *command.exit_code,
                     answer.exit_code, in_one_line(answer.output))});
  }
  check_output(command, place, answer.output);
}

void PhaseRun::check_output(scenario::TypeCommand const& command, scenario::Place const& place,
                            std::string const& output) {
  auto const missing = first_missing(output, command.output);
  if (!missing) return;
  result_.command_problems.push_back({fmt::format("{}: `{}`: the output lacks '{}', was: {}", place.text(),
                                                  typed(command), command.output[*missing], in_one_line(output))});
}

void PhaseRun::run(scenario::Expectation const& expected, scenario::Place const& place) {
  auto window = since_.at(expected.machine);
  window.counters = counted_.counters;
  for (auto& problem : check(expected, place, world_.observe(expected.machine, window)))
    result_.expectation_problems.push_back(std::move(problem));
  counted_ = world_.mark();
  since_[expected.machine] = counted_;
}

void PhaseRun::note_scans() {
  for (auto& [name, seen] : scans_seen_) {
    auto const& scans = world_.scans(name);
    for (; seen < scans.size(); ++seen) {
      auto const hresult = report::hresult_of(scans[seen]);
      result_.record.scans.push_back({.hresult = hresult,
                                      .symbol = std::string(agent::symbol_of(hresult)),
                                      .updates_found = scans[seen].result.updates_found});
      if (recorder_ != nullptr) recorder_->scan_ended(name, result_.record.scans.back());
      result_.transcript +=
          fmt::format("[{}: scan ended {} {}]\n", name, agent::to_hex(hresult), agent::symbol_of(hresult));
    }
  }
}

}  // namespace

std::vector<Problem> PhaseResult::problems() const {
  auto all = command_problems;
  all.insert(all.end(), expectation_problems.begin(), expectation_problems.end());
  return all;
}

PhaseResult run_phase(LabWorld& world, std::string name, std::vector<scenario::Step> const& steps,
                      std::stop_token const& stop, Recorder* recorder) {
  auto const started = std::chrono::steady_clock::now();
  PhaseResult result{.name = std::move(name), .began = world.mark()};
  if (recorder != nullptr) recorder->begin_phase(result.name);
  PhaseRun run(world, result, recorder);
  for (auto const& step : steps) {
    if (stop.stop_requested()) throw Interrupted{};
    run.step(step);
  }
  result.record.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  if (recorder != nullptr) recorder->end_phase(result.held());
  return result;
}

struct PhaseSteps::Parts {
  Parts(LabWorld& world, std::string name)
      : result{.name = std::move(name), .began = world.mark()}, run(world, result, nullptr) {}
  PhaseResult result;
  PhaseRun run;
};

PhaseSteps::PhaseSteps(LabWorld& world, std::string name) : parts_(std::make_unique<Parts>(world, std::move(name))) {}
PhaseSteps::~PhaseSteps() = default;
void PhaseSteps::step(scenario::Step const& step) { parts_->run.step(step); }
PhaseResult const& PhaseSteps::result() const { return parts_->result; }

}  // namespace wsus::lab
