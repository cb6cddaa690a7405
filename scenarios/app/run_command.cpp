// wsus-lab run: everything is loaded, checked and writable before the first scenario starts.
#include "scenarios/app/chosen.hpp"
#include "scenarios/app/cli.hpp"
#include "scenarios/app/rounds.hpp"
#include "scenarios/report/reports.hpp"
#include "scenarios/runner/run_scenario.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <ostream>

namespace wsus::lab {
namespace {

namespace fs = std::filesystem;

/// Opening for appending finds out without harm to a report that is there.
bool check_writable(std::optional<fs::path> const& file, std::string_view option, std::ostream& err) {
  if (!file || std::ofstream(*file, std::ios::app)) return true;
  err << fmt::format("wsus-lab: {} '{}' cannot be written; allowed: a file in a folder that is there\n", option,
                     file->string());
  return false;
}

bool write_report(std::optional<fs::path> const& file, std::string const& content, std::ostream& err) {
  if (!file) return true;
  std::ofstream out(*file, std::ios::binary);
  out << content;
  if (out.flush()) return true;
  err << fmt::format("wsus-lab: the report '{}' cannot be written\n", file->string());
  return false;
}

int exit_code_of(std::vector<ScenarioOutcome> const& outcomes, bool sabotage) {
  if (sabotage && verifier_is_broken(outcomes)) return exit_code::verifier_broken;
  bool const all_held = std::ranges::all_of(outcomes, &ScenarioOutcome::passed);
  return all_held ? exit_code::held : exit_code::did_not_hold;
}

/// What a round is called where there is more than one.
std::string round_text(unsigned round, unsigned count) {
  return count == 0 ? fmt::format("--- round {}\n", round) : fmt::format("--- round {} of {}\n", round, count);
}

}  // namespace

int run(RunCommand const& command, std::ostream& out, std::ostream& err, Surroundings const& surroundings) {
  auto const loaded = choose_scenarios(command.what, command.library, surroundings.program_directory);
  for (auto const& mistake : loaded.mistakes) err << mistake << "\n";
  if (!loaded.mistakes.empty()) return exit_code::wrong_usage;
  if (!check_writable(command.json, "--json", err) || !check_writable(command.junit, "--junit", err))
    return exit_code::wrong_usage;

  auto const started = std::chrono::steady_clock::now();
  RunOptions const options{.sabotage = command.sabotage, .stop = surroundings.stop};
  auto const rounds = rounds_of(command, surroundings.shuffle_seed);
  if (rounds.shuffle_seed) out << fmt::format("order shuffled; the same again: --shuffle {}\n", *rounds.shuffle_seed);
  // Under sabotage another fix is typed than the one the description speaks of.
  auto const detail = command.quiet || command.sabotage ? Detail::brief : Detail::full;
  auto const tell = [&](ScenarioOutcome outcome) {
    if (command.sabotage) outcome.evidence.clear();  // failing is what sabotage is for: nobody wants to see why
    out << to_text(outcome, surroundings.colour, detail) << std::flush;
  };
  auto const begin_round = [&](unsigned round) { out << round_text(round, rounds.count); };
  auto const outcomes = run_rounds(loaded.scenarios, rounds, options, {.round_begins = begin_round, .done = tell});
  std::chrono::duration<double> const took = std::chrono::steady_clock::now() - started;

  out << summary(outcomes, took.count(), command.sabotage) << "\n";
  bool const json_written = write_report(command.json, to_json(outcomes), err);
  bool const junit_written = write_report(command.junit, to_junit(outcomes), err);
  int const code = exit_code_of(outcomes, command.sabotage);
  return code == exit_code::held && !(json_written && junit_written) ? exit_code::did_not_hold : code;
}

}  // namespace wsus::lab
