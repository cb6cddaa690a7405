// One scenario in Markdown: see scenario_part.hpp.
#include "scenarios/pages/scenario_part.hpp"

#include "client_sim/agent/hresult.hpp"
#include "scenarios/pages/markdown.hpp"
#include "scenarios/pages/written_faults.hpp"
#include "scenarios/report/typed_lines.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wsus::lab {
namespace {

using scenario::Expectation;
using scenario::Scenario;

std::string heading(unsigned level, std::string_view text) {
  return fmt::format("\n{} {}\n\n", std::string(level, '#'), text);
}

/// Paragraphs stay apart.
std::string paragraphs(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    auto const end = std::min(text.find("\n\n"), text.size());
    auto whole = text.substr(0, end);
    whole = whole.substr(0, whole.find_last_not_of(" \n") + 1);  // npos + 1: nothing is left
    auto const part = markdown::paragraph(markdown::plain(whole));
    if (!part.empty()) result += fmt::format("{}{}", result.empty() ? "" : "\n", part);
    text.remove_prefix(std::min(end + 2, text.size()));
  }
  return result;
}

std::vector<std::string> typed_block(std::vector<scenario::Step> const& steps) {
  std::vector<std::string> lines;
  for (auto const& line : typed_lines(steps))
    lines.push_back(line.is_command ? line.text : fmt::format("  {}", line.text));
  return lines;
}

std::string counters_text(Expectation const& expected) {
  std::string text;
  for (auto const& [name, count] : expected.counters)
    text += fmt::format("{}{} {}", text.empty() ? "; counters at the server: " : ", ", name, count);
  return text;
}

/// "PC01 ends with 0x00000000 S_OK, 3 updates found; counters at the server: soap_faults 0".
std::string seen_text(Expectation const& expected) {
  auto text = expected.machine;
  if (expected.hresult)
    text += fmt::format(" ends with {} {}", agent::to_hex(*expected.hresult), agent::symbol_of(*expected.hresult));
  if (expected.updates_found) text += fmt::format(", {} updates found", *expected.updates_found);
  if (expected.updates_installed) text += fmt::format(", {} installed", *expected.updates_installed);
  return text + counters_text(expected);
}

std::string verified_text(Scenario const& scenario) {
  std::string text = markdown::block(typed_block(scenario.verify)) + "\n";
  for (auto const& step : scenario.verify) {
    if (auto const* expected = std::get_if<Expectation>(&step.what))
      text += markdown::paragraph(markdown::plain(seen_text(*expected)), "- ");
  }
  return text;
}

/// `twins`: worlds without the cause; else other fixes.
std::string controls_text(Scenario const& scenario, bool twins) {
  std::string text;
  for (auto const& control : scenario.controls) {
    if (control.fix.has_value() == twins) continue;
    text += markdown::paragraph(
        fmt::format("{}: {}", markdown::plain(control.name), markdown::plain(seen_text(control.expect))), "- ");
  }
  return text;
}

std::string sentence(std::string_view what, std::string_view text) {
  return fmt::format("\n{}", markdown::paragraph(markdown::plain(fmt::format("{}: {}", what, text))));
}

std::string cause_text(Scenario const& scenario) {
  auto text = paragraphs(scenario.about);
  if (!scenario.no_cause.empty()) text += sentence("No natural cause is simulated", scenario.no_cause);
  if (!scenario.assumed.empty()) text += sentence("Assumed", scenario.assumed);
  if (!scenario.cause.empty())
    text += fmt::format("\nWhat breaks it:\n\n{}", markdown::block(typed_block(scenario.cause)));
  return text;
}

std::string injected_text(Scenario const& scenario, std::string const& text) {
  if (scenario.injected) return markdown::block(written_faults(text));
  if (!scenario.no_injected.empty())
    return markdown::paragraph(markdown::plain(fmt::format("None: {}", scenario.no_injected)));
  return "The scenario has no injected twin.\n";
}

}  // namespace

std::string link_to(Scenario const& scenario, std::filesystem::path const& library) {
  auto const inside =
      std::filesystem::path(scenario.file).lexically_normal().lexically_relative(library.lexically_normal());
  if (inside.empty() || *inside.begin() == "..") return fmt::format("`{}`", scenario.name);
  return fmt::format("[{}](../../scenarios/library/{})", scenario.name, inside.generic_string());
}

std::string scenario_part(Scenario const& scenario, std::string const& text, unsigned level) {
  auto part = heading(level, "Cause") + cause_text(scenario);
  part += heading(level, "Fix, as it is typed") + markdown::block(typed_block(scenario.fix));
  part += heading(level, "How the cure was verified") + verified_text(scenario);
  part += heading(level, "What does not cure") + controls_text(scenario, false);
  auto twins = controls_text(scenario, true);
  if (!scenario.cause.empty()) twins += "- where nothing was broken: the same steps do not show it\n";
  if (!twins.empty()) part += heading(level, "Where it does not fail") + twins;
  return part + heading(level, "The same symptom, injected") + injected_text(scenario, text);
}

}  // namespace wsus::lab
