// One scenario: see scenario_part.hpp.
#include "scenarios/report/html/scenario_part.hpp"

#include "scenarios/report/html/markup.hpp"
#include "scenarios/report/html/phase_part.hpp"
#include "scenarios/report/typed_lines.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace wsus::lab::html {
namespace {

/// Paragraphs are parted by empty lines.
std::string about_part(std::string_view about) {
  std::string text;
  while (!about.empty()) {
    auto const end = about.find("\n\n");
    auto const paragraph = about.substr(0, end);
    if (paragraph.find_first_not_of(" \n") != std::string_view::npos)
      text += fmt::format("<p>{}</p>\n", escaped(paragraph));
    about.remove_prefix(end == std::string_view::npos ? about.size() : end + 2);
  }
  return text;
}

std::string row(std::string_view name, std::string_view html) {
  return fmt::format("<div><dt>{}</dt><dd>{}</dd></div>", name, html);
}

std::string hresults_text(ScenarioOutcome const& outcome) {
  std::vector<std::string> texts;
  for (auto const hresult : outcome.hresults)
    texts.push_back(fmt::format("<code class=\"{}\">0x{:08X}</code>", hresult == 0 ? "good" : "bad", hresult));
  return fmt::format("{}", fmt::join(texts, " "));
}

std::string times_text(ScenarioOutcome const& outcome) {
  std::string text;
  auto const add = [&text](std::string_view name, PhaseRecord const& phase) {
    if (phase.seconds > 0) text += fmt::format("{} {:.2f} s, ", name, phase.seconds);
  };
  add("reproduce", outcome.reproduce);
  add("fix", outcome.fix);
  add("verify", outcome.verify);
  return text + fmt::format("with the controls {:.2f} s", outcome.seconds);
}

std::string facts_part(ScenarioOutcome const& outcome) {
  std::string text = "<dl>";
  if (!outcome.modes.empty()) text += row("failure modes", escaped(fmt::format("{}", fmt::join(outcome.modes, ", "))));
  if (!outcome.hresults.empty()) text += row("scans ended", hresults_text(outcome));
  text += row("took", times_text(outcome));
  text += row("file", fmt::format("<code>{}</code>", escaped(outcome.file)));
  return text + "</dl>\n";
}

std::string problems_part(std::vector<Problem> const& problems) {
  if (problems.empty()) return {};
  std::string text = "<ul class=\"problems\">";
  for (auto const& problem : problems) text += fmt::format("<li>{}</li>", escaped(problem.text));
  return text + "</ul>\n";
}

std::string fix_part(ScenarioOutcome const& outcome) {
  auto const lines = typed_lines(outcome.fix_steps);
  if (lines.empty()) return {};
  auto text = fmt::format("<h3>The fix, as typed{}</h3>\n<pre class=\"fix\">",
                          all_elevated(outcome.fix_steps) ? " at elevated prompts" : "");
  for (auto const& line : lines)
    text += fmt::format("<span class=\"{}\">{}</span>\n", line.is_command ? "cmd" : "remark", escaped(line.text));
  return text + "</pre>\n";
}

std::string_view kind_text(ControlOutcome::Kind kind) {
  switch (kind) {
  case ControlOutcome::Kind::fix: return "another fix, which must not cure";
  case ControlOutcome::Kind::twin: return "a world without the cause, which must not fail";
  case ControlOutcome::Kind::injected: break;
  }
  return "the same failure from fault rules alone";
}

std::string controls_part(std::vector<ControlOutcome> const& controls) {
  if (controls.empty()) return {};
  std::string text = "<h3>Controls</h3>\n<ul class=\"controls\">\n";
  for (auto const& control : controls)
    text += fmt::format("<li><span class=\"{}\">{}</span> {} <span class=\"t\">{}</span>{}</li>\n",
                        control.held ? "good" : "bad", control.held ? "✓ held" : "✗ did not hold",
                        escaped(control.name), kind_text(control.kind), problems_part(control.problems));
  return text + "</ul>\n";
}

std::string phases_part(ScenarioOutcome const& outcome, std::size_t number) {
  std::string text;
  PhasePlace place{.scenario = number};
  for (auto const& phase : outcome.timeline) {
    text += phase_part(phase, place);
    ++place.phase;
    place.events_before += phase.events.size();
  }
  return text;
}

std::string evidence_part(std::string const& evidence) {
  if (evidence.empty()) return {};
  return fmt::format("<details class=\"fold\"><summary>Evidence as text</summary><pre>{}</pre></details>\n",
                     escaped(evidence));
}

}  // namespace

std::string_view verdict_of(ScenarioOutcome const& outcome) {
  if (outcome.interrupted) return "interrupted";
  return outcome.passed ? "held" : "did not hold";
}

std::string_view verdict_class(ScenarioOutcome const& outcome) {
  if (outcome.interrupted) return "cut";
  return outcome.passed ? "good" : "bad";
}

std::string run_name(ScenarioOutcome const& outcome, unsigned run) {
  return run == 1 ? outcome.name : fmt::format("{} (run {})", outcome.name, run);
}

std::string scenario_part(ScenarioOutcome const& outcome, unsigned run, std::size_t number, TextStore& bodies) {
  auto text = fmt::format("<details class=\"scenario\" id=\"s{}\"><summary><h2>{}</h2> <span class=\"v {}\">{}</span> "
                          "<span class=\"title\">{}</span></summary>\n",
                          number, escaped(run_name(outcome, run)), verdict_class(outcome), verdict_of(outcome),
                          escaped(outcome.title));
  text += about_part(outcome.about) + facts_part(outcome) + problems_part(outcome.problems) + fix_part(outcome);
  text += phases_part(outcome, number);
  if (outcome.timeline.empty() && outcome.passed)
    text +=
        "<p class=\"t\">The calls of this run were not kept: of repeated runs the first one has them, and those that "
        "did not hold.</p>\n";
  text += controls_part(outcome.controls) + evidence_part(outcome.evidence);
  text += fmt::format("<script type=\"application/json\" id=\"d{}\">{}</script>\n", number,
                      details_json(outcome.timeline, bodies));
  return text + "</details>\n";
}

}  // namespace wsus::lab::html
