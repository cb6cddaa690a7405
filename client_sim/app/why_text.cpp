// The verdict of wua-sim why for a terminal.
#include "client_sim/app/why_command.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wsus::client {

namespace {

using metadata::Clause;
using metadata::Truth;
using metadata::Verdict;

std::string_view mark_of(Truth passed) {
  if (passed == Truth::unknown) return "[??]";
  return passed == Truth::yes ? "[ok]" : "[no]";
}

std::string steps_text(Verdict const& verdict, std::string_view indent) {
  std::size_t width = 0;
  for (auto const& step : verdict.steps) width = std::max(width, step.name.size());
  std::string text;
  for (auto const& step : verdict.steps)
    text += fmt::format("{}{} {:<{}}  {}\n", indent, mark_of(step.passed), step.name, width, step.detail);
  return text;
}

void add_clause(std::string& text, Clause const& clause, std::string const& indent) {
  text += fmt::format("{}{}\n", indent, metadata::to_text(clause));
  for (auto const& below : clause.clauses) add_clause(text, below, indent + "  ");
}

std::string rules_text(Verdict const& verdict, std::string const& indent) {
  std::string text;
  if (!verdict.explanation) return text;
  auto const& explanation = *verdict.explanation;
  for (auto const* section : {&explanation.installed, &explanation.superseded, &explanation.installable})
    if (*section) add_clause(text, **section, indent);
  return text;
}

std::string text_of(Verdict const& verdict, std::string const& indent) {
  auto text = fmt::format("{}{}\n", indent, verdict.sentence);
  text += steps_text(verdict, indent + "  ");
  auto const rules = rules_text(verdict, indent + "    ");
  if (!rules.empty()) text += fmt::format("{}  Rules:\n{}", indent, rules);
  if (!verdict.children.empty()) text += fmt::format("{}  Children:\n", indent);
  for (auto const& child : verdict.children) text += text_of(child, indent + "    ");
  return text;
}

}  // namespace

std::string to_text(Verdict const& verdict) { return text_of(verdict, {}); }

}  // namespace wsus::client
