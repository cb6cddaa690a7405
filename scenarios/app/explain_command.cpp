// wsus-lab explain: what an HRESULT means, what causes it, what fixes it, what does not, and which scenarios show it.
#include "client_sim/agent/hresult.hpp"
#include "scenarios/app/cli.hpp"
#include "scenarios/app/library.hpp"
#include "scenarios/app/nearest.hpp"
#include "scenarios/app/readings.hpp"
#include "scenarios/catalogue/failure_modes.hpp"
#include "scenarios/report/typed_lines.hpp"
#include "scenarios/report/wrapped.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
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

/// How an explanation is laid out. With a reading it is a page of its own; else it is short, and lines stay whole.
struct Layout {
  std::size_t width = std::numeric_limits<std::size_t>::max();
  std::string_view between_sections{};
};
constexpr Layout page{.width = 110, .between_sections = "\n"};

std::string meaning_text(agent::HresultInfo const& info, Layout const& layout) {
  constexpr std::string_view next = "               ";
  return fmt::format("{}  {}\n", agent::to_hex(info.code), info.symbol) +
         wrapped(info.meaning, layout.width, {.first = "  meaning      ", .next = next}) +
         wrapped(info.trigger, layout.width, {.first = "  provoked by  ", .next = next});
}

std::string modes_text(agent::Hresult code, Layout const& layout) {
  auto const modes = catalogue_of_modes::modes_of(code);
  if (modes.empty()) return "failure modes: none in the catalogue\n";
  constexpr std::string_view next = "          ";
  std::string text = "failure modes\n";
  for (auto const* mode : modes) {
    auto const id = fmt::format("  {}  ", mode->id);
    text += wrapped(mode->title, layout.width, {.first = id, .next = next});
    text += wrapped(mode->trigger, layout.width, {.first = "        trigger: ", .next = next});
    text += wrapped(mode->fix, layout.width, {.first = "        fix: ", .next = next});
  }
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

using Found = std::vector<scenario::Scenario const*>;

Found find_showing(std::vector<scenario::Scenario> const& scenarios, agent::Hresult code) {
  Found found;
  for (auto const& scenario : scenarios) {
    if (shows(scenario, code)) found.push_back(&scenario);
  }
  return found;
}

std::string scenarios_text(Found const& found, std::filesystem::path const& library, Layout const& layout) {
  if (found.empty()) return fmt::format("scenarios: none in {} shows it\n", library.string());
  std::size_t width = 0;
  for (auto const* scenario : found) width = std::max(width, scenario->name.size());
  std::string const next(width + 4, ' ');
  std::string text = "scenarios\n";
  for (auto const* scenario : found) {
    auto const name = fmt::format("  {:<{}}  ", scenario->name, width);
    text += wrapped(scenario->title, layout.width, {.first = name, .next = next});
  }
  return text;
}

std::string fix_text(scenario::Scenario const& scenario) {
  std::string text = "    cures\n";
  for (auto const& line : typed_lines(scenario.fix)) {
    text += line.is_command ? wrapped_command(line.text, page.width, {.first = "      ", .next = "          "})
                            : wrapped(line.text, page.width, {.first = "        ", .next = "         "});
  }
  return text;
}

/// Other fixes that were tried; twins are worlds without the cause, and no fixes.
std::string controls_text(scenario::Scenario const& scenario) {
  std::string text = "    controls: tried, and do not cure\n";
  for (auto const& control : scenario.controls) {
    if (control.fix) text += wrapped(control.name, page.width, {.first = "      - ", .next = "        "});
  }
  return text;
}

std::string fixes_text(Found const& found) {
  std::string text =
      "fixes and controls, as 'wsus-lab run' shows them\n"
      "  wsus> is the prompt of the server, PC01> that of a client; prompts are elevated unless marked\n";
  for (auto const* scenario : found) {
    if (!scenario->is_baseline())
      text += fmt::format("  {}\n", scenario->name) + fix_text(*scenario) + controls_text(*scenario);
  }
  return text;
}

/// Everything but the scenarios.
std::string about_code(agent::HresultInfo const& info, Reading const* reading, Layout const& layout) {
  auto text = meaning_text(info, layout);
  if (reading != nullptr) text += fmt::format("{}{}", layout.between_sections, shown(*reading, layout.width));
  text += fmt::format("{}{}", layout.between_sections, modes_text(info.code, layout));
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
  auto const* reading = find_reading(info->code);
  auto const layout = reading != nullptr ? page : Layout{};
  out << about_code(*info, reading, layout) << layout.between_sections;
  if (!library) {
    out << "scenarios: " << no_library_message(surroundings.program_directory) << "\n";
    return exit_code::held;
  }
  auto const found = find_showing(loaded.scenarios, info->code);
  out << scenarios_text(found, *library, layout);
  if (reading != nullptr && !found.empty()) out << layout.between_sections << fixes_text(found);
  return exit_code::held;
}

}  // namespace wsus::lab
