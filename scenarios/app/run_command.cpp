// wsus-lab run: everything is loaded, checked and writable before the first scenario starts.
#include "scenarios/app/chosen.hpp"
#include "scenarios/app/cli.hpp"
#include "scenarios/app/progress.hpp"
#include "scenarios/app/rounds.hpp"
#include "scenarios/report/reports.hpp"
#include "scenarios/runner/run_scenario.hpp"
#include "wsdl/program/report_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::lab {
namespace {

/// A report that was asked for.
struct WantedReport {
  std::string_view option;
  program::ReportFile file;
  std::function<std::string(std::vector<ScenarioOutcome> const&, RunFacts const&)> make;
};

std::vector<WantedReport> wanted_reports(RunCommand const& command) {
  std::vector<WantedReport> wanted;
  if (command.json)
    wanted.push_back(
        {"--json", program::ReportFile(*command.json), [](auto const& all, auto const&) { return to_json(all); }});
  if (command.junit) wanted.push_back({"--junit", program::ReportFile(*command.junit), to_junit});
  if (command.html) wanted.push_back({"--html", program::ReportFile(*command.html), to_html});
  return wanted;
}

/// Before anything runs: whether each can be written.
bool check_writable(std::vector<WantedReport> const& wanted, std::ostream& err) {
  bool all = true;
  for (auto const& report : wanted) {
    auto const obstacle = report.file.obstacle();
    if (obstacle.empty()) continue;
    err << fmt::format("wsus-lab: {} {}\n", report.option, obstacle);
    all = false;
  }
  return all;
}

/// All that can be written are, also when another one cannot.
bool write_reports(std::vector<WantedReport> const& wanted, std::vector<ScenarioOutcome> const& outcomes,
                   RunFacts const& facts, std::ostream& err) {
  bool all = true;
  for (auto const& report : wanted) {
    auto const obstacle = report.file.write(report.make(outcomes, facts));
    if (obstacle.empty()) continue;
    err << fmt::format("wsus-lab: {}\n", obstacle);
    all = false;
  }
  return all;
}

int exit_code_of(std::vector<ScenarioOutcome> const& outcomes, bool sabotage) {
  if (sabotage && verifier_is_broken(outcomes)) return exit_code::internal;
  bool const all_held = std::ranges::all_of(outcomes, &ScenarioOutcome::passed);
  return all_held ? exit_code::held : exit_code::did_not_hold;
}

/// What a round is called where there is more than one.
std::string round_text(unsigned round, unsigned count) {
  return count == 0 ? fmt::format("--- round {}\n", round) : fmt::format("--- round {} of {}\n", round, count);
}

/// Runs everything, and tells on the way.
std::vector<ScenarioOutcome> run_and_tell(std::vector<scenario::Scenario> const& scenarios, RunCommand const& command,
                                          Rounds const& rounds, Surroundings const& surroundings, Progress& progress) {
  RunOptions const options{.sabotage = command.sabotage, .record = command.html.has_value(), .stop = surroundings.stop};
  // Under sabotage another fix is typed than the one the description speaks of.
  auto const detail = command.quiet || command.sabotage ? Detail::brief : Detail::full;
  auto const tell = [&](ScenarioOutcome const& outcome) {
    progress.done(outcome.passed);
    // Failing is what sabotage is for: nobody wants to see why.
    progress.print(to_text(outcome, surroundings.colour, detail, !command.sabotage));
  };
  auto const begin_round = [&](unsigned round) { progress.print(round_text(round, rounds.count)); };
  return run_rounds(scenarios, rounds, options, {.round_begins = begin_round, .done = tell});
}

wusp::UtcTime now(Surroundings const& surroundings) {
  return surroundings.clock != nullptr ? surroundings.clock->now() : wusp::SystemClock().now();
}

}  // namespace

int run(RunCommand const& command, std::ostream& out, std::ostream& err, Surroundings const& surroundings) {
  auto const loaded = choose_scenarios(command.what, command.library, surroundings.program_directory);
  for (auto const& mistake : loaded.mistakes) err << mistake << "\n";
  if (!loaded.mistakes.empty()) return exit_code::wrong_usage;
  auto const wanted = wanted_reports(command);
  if (!check_writable(wanted, err)) return exit_code::wrong_usage;

  auto const started = std::chrono::steady_clock::now();
  auto const elapsed = [started] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  };
  auto const rounds = rounds_of(command, surroundings.shuffle_seed);
  RunFacts facts{.version = WSUS_VERSION,
                 .started = wusp::to_xsd_date_time(now(surroundings)),
                 .sabotage = command.sabotage,
                 .shuffle_seed = rounds.shuffle_seed};
  if (rounds.shuffle_seed) out << fmt::format("order shuffled; the same again: --shuffle {}\n", *rounds.shuffle_seed);
  std::vector<ScenarioOutcome> outcomes;
  {
    Progress progress(out, surroundings.live, rounds.count * loaded.scenarios.size(), elapsed);
    outcomes = run_and_tell(loaded.scenarios, command, rounds, surroundings, progress);
  }
  facts.seconds = elapsed();
  out << summary(outcomes, facts.seconds, command.sabotage) << "\n";
  bool const written = write_reports(wanted, outcomes, facts, err);
  int const code = exit_code_of(outcomes, command.sabotage);
  return code == exit_code::held && !written ? exit_code::did_not_hold : code;
}

}  // namespace wsus::lab
