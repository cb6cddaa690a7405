// One page a mode: see mode_page.hpp.
#include "scenarios/pages/mode_page.hpp"

#include "client_sim/agent/hresult.hpp"
#include "scenarios/knowledge/codes.hpp"
#include "scenarios/knowledge/keys.hpp"
#include "scenarios/pages/markdown.hpp"
#include "scenarios/pages/scenario_part.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wsus::lab {
namespace {

using catalogue_of_modes::FailureMode;
using scenario::Scenario;

constexpr std::string_view note = "<!-- Written by `wsus-lab document` from the catalogue of failure modes, the "
                                  "library and a run. Do not edit. -->\n";

/// What the scenarios of this mode show decides about what the lab shows.
bool is_shown(ModeScenarios const& scenarios, agent::Hresult code) {
  return std::ranges::any_of(scenarios, [code](Scenario const* scenario) { return shows(*scenario, code); });
}

/// Pairs are not written out: a candidate may belong to another scenario's code, generation or circumstance.
constexpr std::string_view candidate_note = "Candidates are named by sources for this failure too: for another "
                                            "generation or circumstance, or without saying when. "
                                            "`agent: {shown_hresults: SHOWN=CANDIDATE}` of a machine, or `wua-sim "
                                            "--agent shown_hresults=SHOWN=CANDIDATE`, has one "
                                            "shown in place of the code that the lab ends with.";

std::string codes_table(FailureMode const& mode, ModeScenarios const& scenarios) {
  auto codes = catalogue_of_modes::codes_of(mode);
  for (auto const code : codes_of(*scenarios.front())) {
    if (std::ranges::find(codes, code) == codes.end()) codes.push_back(code);
  }
  if (codes.empty()) return {};
  bool has_candidate = false;
  std::string text("\n");
  text += markdown::table_head({"code", "symbol", "meaning", "here"});
  for (auto const code : codes) {
    auto const* info = agent::find_hresult(code);
    bool const shown = is_shown(scenarios, code);
    has_candidate = has_candidate || !shown;
    text += markdown::table_row({agent::to_hex(code), std::string(agent::symbol_of(code)),
                                 info != nullptr ? markdown::plain(info->meaning) : anatomy_of(code),
                                 shown ? "shown" : "candidate"});
  }
  return has_candidate ? fmt::format("{}\n{}", text, markdown::paragraph(candidate_note)) : text;
}

std::string facts_table(FailureMode const& mode, ModeScenarios const& scenarios, std::filesystem::path const& library) {
  std::string links;
  for (auto const* scenario : scenarios)
    links += fmt::format("{}{}", links.empty() ? "" : ", ", link_to(*scenario, library));
  return markdown::table_head({"", ""}) + markdown::table_row({"layer", markdown::plain(mode.layer)}) +
         markdown::table_row({"provoked by", markdown::plain(mode.trigger)}) +
         markdown::table_row({"ends with", markdown::plain(mode.client_hresult)}) +
         markdown::table_row({"confidence", markdown::plain(confidence_words(mode.confidence))}) +
         markdown::table_row({"scenarios", links});
}

std::string log_block(std::string_view title, std::vector<std::string> const& lines) {
  return fmt::format("{}:\n\n{}\n", title, lines.empty() ? std::string("(nothing)\n") : markdown::block(lines));
}

/// Logs that few failures write to are left out where they have nothing.
std::string rare_block(std::string_view title, std::vector<std::string> const& lines) {
  return lines.empty() ? std::string() : log_block(title, lines);
}

std::string logs_text(Scenario const& main, std::optional<FailureLogs> const& logs) {
  if (!logs) return markdown::from_run("");
  auto text = fmt::format("\nFrom a run of `{}`; \"...\" stands for lines in between.\n\n", main.name);
  text += log_block(fmt::format("The agent's log on {} ({})", logs->machine, logs->profile), logs->client);
  text += rare_block("WUAHandler.log of its Configuration Manager client", logs->wua_handler);
  text += rare_block("ScanAgent.log of the same", logs->scan_agent);
  text += log_block("SoftwareDistribution.log of the server", logs->server);
  text += log_block("The IIS log", logs->iis);
  return markdown::from_run(text + rare_block("httperr1.log of the server", logs->http_errors));
}

/// Patterns stand between " ; ", generations of agents between " | ".
std::vector<std::string> pattern_lines(std::string_view patterns) {
  std::vector<std::string> lines;
  while (!patterns.empty()) {
    auto const end = std::min(std::min(patterns.find(" ; "), patterns.find(" | ")), patterns.size());
    lines.emplace_back(patterns.substr(0, end));
    patterns.remove_prefix(std::min(end + 3, patterns.size()));
  }
  return lines;
}

std::string real_logs(FailureMode const& mode) {
  return "What the sources quote of the client's log, then of the server's (IIS, SD for SoftwareDistribution.log, EVT "
         "for "
         "the event\nlog):\n\n" +
         markdown::block(pattern_lines(mode.client_log)) + "\n" + markdown::block(pattern_lines(mode.server_log));
}

std::string parts_text(ModeScenarios const& scenarios, std::filesystem::path const& library, ReadFile const& read) {
  constexpr unsigned section = 2;
  auto text = scenario_part(*scenarios.front(), read(scenarios.front()->file), section);
  for (std::size_t i = 1; i < scenarios.size(); ++i) {
    auto const& other = *scenarios[i];
    text += fmt::format("\n## Another scenario: {}\n\n{}\n{}", markdown::plain(other.title), link_to(other, library),
                        scenario_part(other, read(other.file), section + 1));
  }
  return text;
}

std::string sources_text(FailureMode const& mode, ModeScenarios const& scenarios) {
  auto text = "\n## Sources\n\n" + markdown::paragraph(markdown::plain(mode.source), "- ");
  std::vector<std::string> cited;
  for (auto const* scenario : scenarios) {
    for (auto const& source : scenario->sources) {
      if (std::ranges::find(cited, source) == cited.end()) cited.push_back(source);
    }
  }
  for (auto const& source : cited) text += markdown::paragraph(markdown::plain(source), "- ");
  return text;
}

}  // namespace

std::string mode_page(FailureMode const& mode, ModeScenarios const& scenarios, std::optional<FailureLogs> const& logs,
                      std::filesystem::path const& library, ReadFile const& read) {
  auto text = fmt::format("# {}: {}\n\n{}\n", mode.id, markdown::plain(mode.title), note);
  text += facts_table(mode, scenarios, library) + codes_table(mode, scenarios);
  text += "\n## In the logs\n\n" + logs_text(*scenarios.front(), logs) + "\n" + real_logs(mode);
  text += parts_text(scenarios, library, read);
  text += fmt::format("\n## The fix in the articles' words\n\n{}", markdown::paragraph(markdown::plain(mode.fix)));
  return text + sources_text(mode, scenarios);
}

}  // namespace wsus::lab
