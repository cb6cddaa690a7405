// wsus-lab explain: what an HRESULT means, what causes it, what fixes it, what does not, and which scenarios show it.
#include "client_sim/agent/hresult.hpp"
#include "scenarios/app/cli.hpp"
#include "scenarios/app/explain_layout.hpp"
#include "scenarios/app/library.hpp"
#include "scenarios/app/readings.hpp"
#include "scenarios/catalogue/failure_modes.hpp"
#include "scenarios/knowledge/codes.hpp"
#include "scenarios/knowledge/keys.hpp"
#include "scenarios/knowledge/nearest.hpp"
#include "scenarios/knowledge/raised_by.hpp"
#include "scenarios/knowledge/where_to_look.hpp"
#include "scenarios/report/wrapped.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <ostream>
#include <string_view>

namespace wsus::lab {
namespace {

/// What is written like the id of a failure mode, in any letter case.
bool looks_like_mode(std::string const& typed) {
  bool const fm = typed.size() > 2 && (typed[0] == 'F' || typed[0] == 'f') && (typed[1] == 'M' || typed[1] == 'm');
  return fm && std::ranges::all_of(typed.substr(2), [](char c) { return c >= '0' && c <= '9'; });
}

/// A code that no table knows says something all the same.
std::string bits_text(agent::Hresult code) {
  auto text = fmt::format("{} is {}\n", agent::to_hex(code), anatomy_of(code));
  for (auto const* mode : catalogue_of_modes::modes_of(code))
    text += fmt::format("the catalogue names it in {}: {}\n", mode->id, mode->title);
  return text;
}

std::string unknown_text(std::string const& typed) {
  if (looks_like_mode(typed)) {
    auto const modes = catalogue_of_modes::failure_modes();
    return fmt::format("wsus-lab: '{}' is no failure mode that the lab knows; known: {} to {}\n", typed,
                       modes.front().id, modes.back().id);
  }
  auto text = fmt::format("wsus-lab: '{}' is no HRESULT that the lab knows; nearest known:\n", typed);
  for (auto const* info : nearest_hresults(typed, 3))
    text += fmt::format("  {}  {}\n", agent::to_hex(info->code), info->symbol);
  if (auto const code = parse_code(typed)) text += bits_text(*code);
  return text;
}

std::string meaning_text(agent::HresultInfo const& info, Layout const& layout) {
  constexpr std::string_view next = "               ";
  auto text = fmt::format("{}  {}\n", agent::to_hex(info.code), info.symbol) +
              wrapped(info.meaning, layout.width, {.first = "  meaning      ", .next = next}) +
              wrapped(info.trigger, layout.width, {.first = "  provoked by  ", .next = next});
  auto const certainty = fmt::format("the code {}; what provokes it {}", confidence_words(info.confidence),
                                     confidence_words(info.trigger_confidence));
  return text + wrapped(certainty, layout.width, {.first = "  confidence   ", .next = next});
}

std::string list_text(std::string_view heading, auto const& lines, Layout const& layout) {
  auto text = fmt::format("{}\n", heading);
  for (auto const& line : lines) text += wrapped(line, layout.width, {.first = "  - ", .next = "    "});
  return text;
}

/// What the lab's own agent makes of it, and where one looks on a real machine.
std::string practice_text(agent::Hresult code, Layout const& layout) {
  auto const raised = raised_by(code);
  auto text = raised.empty() ? std::string("in the simulated agent: nothing raises it\n")
                             : list_text("in the simulated agent it is raised by", raised, layout);
  return fmt::format("{}{}{}", text, layout.between_sections, list_text("where to look", where_to_look(code), layout));
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
    text += wrapped(certainty_text(*mode), layout.width, {.first = "        confidence: ", .next = next});
  }
  return text;
}

Found find_showing(std::vector<scenario::Scenario> const& scenarios, agent::Hresult code) {
  Found found;
  for (auto const& scenario : scenarios) {
    if (shows(scenario, code)) found.push_back(&scenario);
  }
  return found;
}

/// Everything but the scenarios.
std::string about_code(agent::HresultInfo const& info, Reading const* reading, Layout const& layout) {
  auto text = meaning_text(info, layout);
  if (reading != nullptr) text += fmt::format("{}{}", layout.between_sections, shown(*reading, layout.width));
  text += fmt::format("{}{}", layout.between_sections, practice_text(info.code, layout));
  text += fmt::format("{}{}", layout.between_sections, modes_text(info.code, layout));
  return text;
}

Found of_mode(std::vector<scenario::Scenario> const& scenarios, std::string_view id) {
  Found found;
  for (auto const& scenario : scenarios) {
    if (std::ranges::find(scenario.modes, id) != scenario.modes.end()) found.push_back(&scenario);
  }
  return found;
}

/// "fm22" too: people type it.
catalogue_of_modes::FailureMode const* find_typed_mode(std::string typed) {
  std::ranges::transform(typed, typed.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return catalogue_of_modes::find_mode(typed);
}

/// A library that was asked for must be there; without one an explanation does without scenarios.
struct LibraryToLookIn {
  std::optional<std::filesystem::path> folder{};
  Loaded loaded{};
};

LibraryToLookIn read_library(ExplainCommand const& command, Surroundings const& surroundings) {
  LibraryToLookIn library{.folder = command.library ? command.library : find_library(surroundings.program_directory)};
  if (library.folder) library.loaded = load_scenarios({*library.folder});
  return library;
}

void explain_code(agent::HresultInfo const& info, LibraryToLookIn const& library, std::ostream& out,
                  Surroundings const& surroundings) {
  auto const* reading = find_reading(info.code);
  auto const layout = reading != nullptr ? page : Layout{};
  out << about_code(info, reading, layout) << layout.between_sections;
  if (!library.folder) {
    out << "scenarios: " << no_library_message(surroundings.program_directory) << "\n";
    return;
  }
  auto const found = find_showing(library.loaded.scenarios, info.code);
  out << scenarios_text(found, *library.folder, layout);
  if (reading != nullptr && !found.empty()) out << layout.between_sections << fixes_text(found);
}

}  // namespace

int explain(ExplainCommand const& command, std::ostream& out, std::ostream& err, Surroundings const& surroundings) {
  auto const* mode = find_typed_mode(command.what);
  auto const* info = mode == nullptr ? find_code(command.what) : nullptr;
  if (mode == nullptr && info == nullptr) {
    err << unknown_text(command.what);
    return exit_code::wrong_usage;
  }
  auto const library = read_library(command, surroundings);
  for (auto const& mistake : library.loaded.mistakes) err << mistake << "\n";
  if (!library.loaded.mistakes.empty()) return exit_code::wrong_usage;
  if (mode == nullptr) {
    explain_code(*info, library, out, surroundings);
  } else {
    auto const folder = library.folder.value_or(std::filesystem::path("the library, for there is none"));
    out << explain_mode(*mode, of_mode(library.loaded.scenarios, mode->id), folder);
  }
  return exit_code::held;
}

}  // namespace wsus::lab
