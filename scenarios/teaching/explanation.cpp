// Words from the tables: see explanation.hpp.
#include "scenarios/teaching/explanation.hpp"

#include "scenarios/knowledge/codes.hpp"
#include "scenarios/knowledge/raised_by.hpp"
#include "scenarios/knowledge/where_to_look.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace wsus::lab {
namespace {

constexpr std::string_view next = "               ";

std::string row(Page const& page, std::string_view label, std::string_view text) {
  auto const first = fmt::format("  {:<13}", label);
  return page.paragraph(text, first, next);
}

}  // namespace

std::string explained_code(agent::Hresult code, Page const& page) {
  if (code == 0) return page.paragraph("0x00000000: the scan succeeded; there is no code to explain.");
  auto text = page.paragraph(fmt::format("{}  {}", agent::to_hex(code), agent::symbol_of(code)));
  if (auto const* info = agent::find_hresult(code)) {
    text += row(page, "meaning", info->meaning);
    text += row(page, "provoked by", info->trigger);
    text += row(page, "confidence", fmt::format("the code is {}", confidence_words(info->confidence)));
  } else {
    text += row(page, "its bits", anatomy_of(code));
  }
  if (auto const raised = raised_by(code); !raised.empty())
    text += page.paragraph("in the simulated agent it is raised by") + page.list(raised);
  text += page.paragraph("where to look");
  for (auto const look : where_to_look(code)) text += page.paragraph(look, "  - ", "    ");
  return text;
}

std::string explained_mode(catalogue_of_modes::FailureMode const& mode, Page const& page) {
  return page.paragraph(mode.title, fmt::format("{}  ", mode.id), "      ") + row(page, "layer", mode.layer) +
         row(page, "provoked by", mode.trigger) + row(page, "ends with", mode.client_hresult) +
         row(page, "fix", mode.fix) + row(page, "confidence", confidence_words(mode.confidence)) +
         row(page, "sources", mode.source);
}

std::string explained(std::vector<agent::Hresult> codes, scenario::Scenario const& scenario, Page const& page) {
  std::vector<agent::Hresult> told;
  std::string text;
  for (auto const code : codes) {
    if (std::ranges::find(told, code) != told.end()) continue;
    told.push_back(code);
    text += explained_code(code, page);
  }
  for (auto const* mode : modes_of(scenario)) {
    if (!text.empty()) text += "\n";
    text += explained_mode(*mode, page);
  }
  return text.empty() ? page.paragraph("The catalogue says nothing of this: nothing fails here.") : text;
}

std::vector<catalogue_of_modes::FailureMode const*> modes_of(scenario::Scenario const& scenario) {
  std::vector<catalogue_of_modes::FailureMode const*> modes;
  for (auto const& id : scenario.modes) {
    if (auto const* mode = catalogue_of_modes::find_mode(id)) modes.push_back(mode);
  }
  return modes;
}

std::string tried_in_vain(scenario::Scenario const& scenario, Page const& page) {
  std::vector<std::string> names;
  for (auto const& control : scenario.controls) {
    if (control.fix) names.push_back(control.name);
  }
  return names.empty() ? std::string() : page.paragraph("Tried in this lab, and no cure:") + page.list(names);
}

}  // namespace wsus::lab
