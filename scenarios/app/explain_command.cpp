// wsus-lab explain: what an HRESULT means, what causes it, what fixes it, and which scenarios show it.
#include "client_sim/agent/hresult.hpp"
#include "scenarios/app/cli.hpp"
#include "scenarios/app/library.hpp"
#include "scenarios/app/nearest.hpp"
#include "scenarios/catalogue/failure_modes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

namespace wsus::lab {
namespace {

agent::HresultInfo const* find(std::string const& typed) {
  if (auto const* by_symbol = agent::find_hresult(std::string_view(typed))) return by_symbol;
  auto const code = agent::parse_hresult(typed);
  return code ? agent::find_hresult(*code) : nullptr;
}

std::string unknown_text(std::string const& typed) {
  auto text = fmt::format("wsus-lab: '{}' is no HRESULT that the lab knows; nearest known:\n", typed);
  for (auto const* info : nearest_hresults(typed, 3))
    text += fmt::format("  {}  {}\n", agent::to_hex(info->code), info->symbol);
  return text;
}

std::string meaning_text(agent::HresultInfo const& info) {
  return fmt::format("{}  {}\n  meaning      {}\n  provoked by  {}\n", agent::to_hex(info.code), info.symbol,
                     info.meaning, info.trigger);
}

std::string modes_text(agent::Hresult code) {
  auto const modes = catalogue_of_modes::modes_of(code);
  if (modes.empty()) return "failure modes: none in the catalogue\n";
  std::string text = "failure modes\n";
  for (auto const* mode : modes)
    text += fmt::format("  {}  {}\n        trigger: {}\n        fix: {}\n", mode->id, mode->title, mode->trigger,
                        mode->fix);
  return text;
}

bool names(scenario::Expectation const& expected, agent::Hresult code) {
  return expected.hresult == code || std::ranges::find(expected.chain, code) != expected.chain.end();
}

bool any_step_names(std::vector<scenario::Step> const& steps, agent::Hresult code) {
  return std::ranges::any_of(steps, [&](scenario::Step const& step) {
    auto const* expected = std::get_if<scenario::Expectation>(&step.what);
    return expected != nullptr && names(*expected, code);
  });
}

/// A scenario shows what its reproducing steps expect; a baseline, what its scans end with.
bool shows(scenario::Scenario const& scenario, agent::Hresult code) {
  return any_step_names(scenario.is_baseline() ? scenario.verify : scenario.reproduce, code);
}

std::string scenarios_text(std::vector<scenario::Scenario> const& scenarios, agent::Hresult code,
                           std::filesystem::path const& library) {
  std::vector<scenario::Scenario const*> found;
  std::size_t width = 0;
  for (auto const& scenario : scenarios) {
    if (!shows(scenario, code)) continue;
    found.push_back(&scenario);
    width = std::max(width, scenario.name.size());
  }
  if (found.empty()) return fmt::format("scenarios: none in {} shows it\n", library.string());
  std::string text = "scenarios\n";
  for (auto const* scenario : found) text += fmt::format("  {:<{}}  {}\n", scenario->name, width, scenario->title);
  return text;
}

}  // namespace

int explain(ExplainCommand const& command, std::ostream& out, std::ostream& err, Surroundings const& surroundings) {
  auto const* info = find(command.code);
  if (info == nullptr) {
    err << unknown_text(command.code);
    return exit_code::wrong_usage;
  }
  auto const library = command.library ? command.library : find_library(surroundings.program_directory);
  Loaded loaded;
  if (library) loaded = load_scenarios({*library});
  for (auto const& mistake : loaded.mistakes) err << mistake << "\n";
  if (!loaded.mistakes.empty()) return exit_code::wrong_usage;
  out << meaning_text(*info) << modes_text(info->code);
  if (library) {
    out << scenarios_text(loaded.scenarios, info->code, *library);
  } else {
    out << "scenarios: " << no_library_message(surroundings.program_directory) << "\n";
  }
  return exit_code::held;
}

}  // namespace wsus::lab
