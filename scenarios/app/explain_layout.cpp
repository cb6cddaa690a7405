// Parts of explanations: see explain_layout.hpp.
#include "scenarios/app/explain_layout.hpp"

#include "client_sim/agent/hresult.hpp"
#include "scenarios/knowledge/codes.hpp"
#include "scenarios/report/typed_lines.hpp"
#include "scenarios/report/wrapped.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wsus::lab {
namespace {

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

}  // namespace

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

std::string certainty_text(catalogue_of_modes::FailureMode const& mode) {
  auto text = confidence_words(mode.confidence);
  auto const codes = catalogue_of_modes::codes_of(mode);
  if (codes.size() < 2) return text;
  text += "; codes:";
  for (auto const code : codes) text += fmt::format(" {}", agent::to_hex(code));
  return text;
}

}  // namespace wsus::lab
