// The index: see index_page.hpp.
#include "scenarios/pages/index_page.hpp"

#include "client_sim/agent/hresult.hpp"
#include "scenarios/catalogue/failure_modes.hpp"
#include "scenarios/knowledge/codes.hpp"
#include "scenarios/knowledge/keys.hpp"
#include "scenarios/pages/markdown.hpp"
#include "scenarios/pages/mode_scenarios.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace wsus::lab {
namespace {

using catalogue_of_modes::FailureMode;
using scenario::Scenario;

constexpr std::string_view head =
    "# Failure modes\n\n"
    "<!-- Written by `wsus-lab document` from the catalogue of failure modes and the library. Do not edit. -->\n\n"
    "What breaks between a Windows update agent and WSUS, one page a mode: symptom, codes, both logs, cause, fix, and "
    "what "
    "does\nnot help. `wsus-lab explain CODE` and `wsus-lab explain FM01` say the same at a prompt, `wsus-lab run FM01` "
    "shows "
    "it.\n";

std::string_view word_of(catalogue_of_modes::Certainty certainty) {
  switch (certainty) {
  case catalogue_of_modes::Certainty::confirmed: return "confirmed";
  case catalogue_of_modes::Certainty::partly: return "partly";
  case catalogue_of_modes::Certainty::assumed: break;
  }
  return "assumed";
}

std::string codes_cell(FailureMode const& mode) {
  std::string text;
  for (auto const code : catalogue_of_modes::codes_of(mode))
    text += fmt::format("{}{}", text.empty() ? "" : " ", agent::to_hex(code));
  return text.empty() ? "none" : text;
}

std::string mode_link(std::string_view id) { return fmt::format("[{0}](failure-modes/{0}.md)", id); }

std::string modes_table(std::vector<Scenario> const& library) {
  auto text = "\n## By mode\n\n" +
              markdown::table_head({"mode", "", "codes, the first one shown by default", "scenarios", "confidence"});
  for (auto const& mode : catalogue_of_modes::failure_modes()) {
    auto const scenarios = scenarios_of(mode, library);
    if (scenarios.empty()) continue;
    text += markdown::table_row({mode_link(mode.id), markdown::plain(mode.title), codes_cell(mode),
                                 std::to_string(scenarios.size()),
                                 std::string(word_of(catalogue_of_modes::certainty_of(mode)))});
  }
  return text;
}

/// A code's modes: those whose row names it, and those whose scenarios show it.
using ModesByCode = std::map<agent::Hresult, std::set<std::string_view>>;

ModesByCode modes_by_code(std::vector<Scenario> const& library) {
  ModesByCode modes;
  for (auto const& mode : catalogue_of_modes::failure_modes()) {
    for (auto const code : catalogue_of_modes::codes_of(mode)) modes[code].insert(mode.id);
  }
  for (auto const& scenario : library) {
    if (scenario.is_baseline()) continue;
    for (auto const& id : scenario.modes) {
      auto const* mode = catalogue_of_modes::find_mode(id);
      if (mode == nullptr) continue;
      for (auto const code : codes_of(scenario)) modes[code].insert(mode->id);
    }
  }
  return modes;
}

std::string modes_cell(std::set<std::string_view> const& ids, std::vector<Scenario> const& library) {
  std::string text;
  for (auto const id : ids) {
    bool const has_page = !scenarios_of(*catalogue_of_modes::find_mode(id), library).empty();
    text += fmt::format("{}{}", text.empty() ? "" : " ", has_page ? mode_link(id) : std::string(id));
  }
  return text;
}

std::string codes_table(std::vector<Scenario> const& library) {
  auto text = "\n## By code\n\nA mode without a link has no scenario.\n\n" +
              markdown::table_head({"code", "symbol", "modes", "scenarios that show it"});
  for (auto const& [code, ids] : modes_by_code(library)) {
    auto const shown = std::ranges::count_if(library, [code = code](auto const& one) { return shows(one, code); });
    text += markdown::table_row(
        {agent::to_hex(code), std::string(agent::symbol_of(code)), modes_cell(ids, library), std::to_string(shown)});
  }
  return text;
}

std::string left_out_table() {
  auto text = "\n## Left out\n\n" + markdown::table_head({"mode", "", "codes", "why"});
  for (auto const& row : catalogue_of_modes::left_out_modes()) {
    auto const* mode = catalogue_of_modes::find_mode(row.id);
    if (mode == nullptr) continue;
    text += markdown::table_row(
        {std::string(row.id), markdown::plain(mode->title), codes_cell(*mode), markdown::plain(row.reason)});
  }
  return text;
}

}  // namespace

std::string index_page(std::vector<Scenario> const& library) {
  return fmt::format("{}{}{}{}", head, modes_table(library), codes_table(library), left_out_table());
}

}  // namespace wsus::lab
