// The last line of a run.
#include "scenarios/report/reports.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace wsus::lab {
namespace {

std::string plural(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::size_t interrupted(std::vector<ScenarioOutcome> const& outcomes) {
  return static_cast<std::size_t>(std::ranges::count_if(outcomes, &ScenarioOutcome::interrupted));
}

/// "7 scenarios", "14 runs of 7 scenarios".
std::string counted(std::vector<ScenarioOutcome> const& outcomes) {
  auto const runs = run_numbers(outcomes);
  auto const first_runs = static_cast<std::size_t>(std::ranges::count(runs, 1U));
  if (first_runs == outcomes.size()) return plural(outcomes.size(), "scenario");
  return fmt::format("{} runs of {}", outcomes.size(), plural(first_runs, "scenario"));
}

std::string plain_summary(std::vector<ScenarioOutcome> const& outcomes) {
  auto const held = static_cast<std::size_t>(std::ranges::count_if(outcomes, &ScenarioOutcome::passed));
  auto const stopped = interrupted(outcomes);
  auto text = fmt::format("{}: {} held, {} did not", counted(outcomes), held, outcomes.size() - held - stopped);
  if (stopped > 0) text += fmt::format(", {} not run to the end: INTERRUPTED", stopped);
  return text;
}

std::string sabotage_summary(std::vector<ScenarioOutcome> const& outcomes) {
  std::size_t swapped = 0;
  std::string passed;
  for (auto const& outcome : outcomes) {
    if (outcome.is_baseline()) continue;
    ++swapped;
    if (outcome.verified) passed += (passed.empty() ? "" : ", ") + outcome.name;
  }
  auto const text = plain_summary(outcomes);
  if (swapped == 0) return fmt::format("sabotage: {}; there was nothing to swap", text);
  if (!passed.empty())
    return fmt::format("sabotage: {}; THE VERIFIER IS BROKEN: passed with the fix swapped: {}", text, passed);
  if (interrupted(outcomes) > 0) return fmt::format("sabotage: {}", text);
  return fmt::format("sabotage: {}; all {} with a swapped fix failed, as they must", text, swapped);
}

}  // namespace

std::vector<unsigned> run_numbers(std::vector<ScenarioOutcome> const& outcomes) {
  std::map<std::pair<std::string_view, std::string_view>, unsigned> runs;
  std::vector<unsigned> numbers;
  numbers.reserve(outcomes.size());
  for (auto const& outcome : outcomes) numbers.push_back(++runs[{outcome.file, outcome.name}]);
  return numbers;
}

bool verifier_is_broken(std::vector<ScenarioOutcome> const& sabotaged) {
  return std::ranges::any_of(sabotaged, [](auto const& outcome) { return !outcome.is_baseline() && outcome.verified; });
}

std::string summary(std::vector<ScenarioOutcome> const& outcomes, double seconds, bool sabotage) {
  auto const text = sabotage ? sabotage_summary(outcomes) : plain_summary(outcomes);
  return fmt::format("{} ({:.1f} s)", text, seconds);
}

}  // namespace wsus::lab
