// wsus-lab explain FM22: a failure mode of the catalogue.
#include "scenarios/app/explain_layout.hpp"
#include "scenarios/knowledge/codes.hpp"
#include "scenarios/report/wrapped.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wsus::lab {
namespace {

using catalogue_of_modes::FailureMode;

std::string row(std::string_view label, std::string_view text) {
  auto const first = fmt::format("  {:<13}", label);
  return wrapped(text, page.width, {.first = first, .next = "               "});
}

std::string codes_text(FailureMode const& mode) {
  std::string text;
  for (auto const code : catalogue_of_modes::codes_of(mode))
    text += fmt::format("  {:<13}{} {}\n", text.empty() ? "codes" : "", agent::to_hex(code), agent::symbol_of(code));
  return text;
}

/// Patterns stand between " ; ", generations of agents between " | ".
std::string log_text(std::string_view heading, std::string_view patterns) {
  auto text = fmt::format("{}\n", heading);
  while (!patterns.empty()) {
    auto const end = std::min(std::min(patterns.find(" ; "), patterns.find(" | ")), patterns.size());
    text += wrapped(patterns.substr(0, end), page.width, {.first = "    ", .next = "      "});
    patterns.remove_prefix(std::min(end + 3, patterns.size()));
  }
  return text;
}

std::string left_out_text(FailureMode const& mode) {
  auto const* left_out = catalogue_of_modes::find_left_out(mode.id);
  return left_out == nullptr ? std::string() : row("left out", left_out->reason);
}

}  // namespace

std::string explain_mode(FailureMode const& mode, Found const& found, std::filesystem::path const& library) {
  auto text = wrapped(mode.title, page.width, {.first = fmt::format("{}  ", mode.id), .next = "      "});
  text += row("layer", mode.layer) + row("provoked by", mode.trigger) + row("ends with", mode.client_hresult);
  text += codes_text(mode) + row("fix", mode.fix) + row("confidence", confidence_words(mode.confidence));
  text += row("sources", mode.source) + left_out_text(mode);
  text += fmt::format("\n{}\n{}\n", log_text("in the client's log", mode.client_log),
                      log_text("at the server", mode.server_log));
  text += scenarios_text(found, library, page);
  return found.empty() ? text : fmt::format("{}\n{}", text, fixes_text(found));
}

}  // namespace wsus::lab
