// The report of one scenario for a terminal.
#include "scenarios/report/reports.hpp"

#include "scenarios/report/readable.hpp"
#include "scenarios/report/typed_lines.hpp"
#include "scenarios/report/wrapped.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace wsus::lab {
namespace {

enum class Tone { good, bad, strong };

class Painter {
public:
  explicit Painter(bool colour) : colour_(colour) {}
  [[nodiscard]] std::string operator()(Tone tone, std::string_view text) const {
    if (!colour_) return std::string(text);
    return fmt::format("\x1b[{}m{}\x1b[0m", code(tone), text);
  }

private:
  static int code(Tone tone) {
    switch (tone) {
    case Tone::good: return 32;
    case Tone::bad: return 31;
    case Tone::strong: break;
    }
    return 1;
  }
  bool colour_;
};

constexpr int label_width = 12;
constexpr std::size_t page_width = 100;
constexpr std::size_t max_typed_lines = 12;

std::string plural(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string hresult_text(ScanEnd const& scan) { return fmt::format("0x{:08X} {}", scan.hresult, scan.symbol); }

/// "  reproduced  0x80244007 ...". Without the thing: "  NOT reproduced".
std::string line(Painter const& paint, bool good, std::string_view label, std::string_view what) {
  auto const text = good ? fmt::format("{:<{}}", label, label_width) : fmt::format("NOT {}  ", label);
  return fmt::format("  {}{}\n", paint(good ? Tone::good : Tone::bad, text), what);
}

std::string reproduced_text(ScenarioOutcome const& outcome) {
  auto const& phase = outcome.reproduce;
  if (phase.scans.empty()) return plural(phase.commands, "command");
  // Machines that scan well after the failing one belong to the picture, but are not what was reproduced.
  auto const failed =
      std::find_if(phase.scans.rbegin(), phase.scans.rend(), [](auto const& scan) { return scan.hresult != 0; });
  auto const& shown = failed == phase.scans.rend() ? phase.scans.back() : *failed;
  return fmt::format("{}   ({:.2f} s)", hresult_text(shown), phase.seconds);
}

std::string verified_text(ScenarioOutcome const& outcome) {
  auto const& scans = outcome.verify.scans;
  if (scans.empty()) return plural(outcome.verify.commands, "command");
  auto text = hresult_text(scans.back());
  if (scans.back().hresult != 0) return text;
  return fmt::format("{}, {} found", text, plural(scans.back().updates_found, "update"));
}

/// "6 of 6 did not cure" and, for twins, "1 of 1 without the cause did not fail".
std::string controls_text(std::vector<ControlOutcome> const& controls) {
  std::string text;
  using Kind = ControlOutcome::Kind;
  auto const count = [&](Kind kind, std::string_view held_text) {
    auto const of_kind = std::ranges::count_if(controls, [&](auto const& one) { return one.kind == kind; });
    auto const held = std::ranges::count_if(controls, [&](auto const& one) { return one.kind == kind && one.held; });
    if (of_kind == 0) return;
    if (!text.empty()) text += "; ";
    text += fmt::format("{} of {} {}", held, of_kind, held_text);
  };
  count(Kind::fix, "did not cure");
  count(Kind::twin, "without the cause did not fail");
  count(Kind::injected, "injected failed alike");
  return text;
}

/// What prompts answered and what was on the wire may be among it: nothing of that steers a terminal.
std::string indented(std::string_view text) { return fmt::format("    {}\n", visible(text)); }

std::string about_text(ScenarioOutcome const& outcome) {
  return wrapped(first_paragraph(outcome.about), page_width, {.first = "  ", .next = "  "});
}

std::string fixed_text(ScenarioOutcome const& outcome, Detail detail) {
  auto text = plural(outcome.fix.commands, "command");
  if (detail == Detail::full && all_elevated(outcome.fix_steps)) text += ", typed at an elevated prompt";
  return text;
}

std::string typed_text(ScenarioOutcome const& outcome) {
  auto const lines = typed_lines(outcome.fix_steps);
  auto const shown = std::min(lines.size(), max_typed_lines);
  std::string text;
  for (std::size_t i = 0; i < shown; ++i)
    text += indented(fmt::format("{}{}", lines[i].is_command ? "" : "  ", lines[i].text));
  if (shown < lines.size()) text += indented(fmt::format("... and {}", plural(lines.size() - shown, "more line")));
  return text;
}

std::string phases_text(Painter const& paint, ScenarioOutcome const& outcome, Detail detail) {
  std::string text;
  bool const reproduced = outcome.reproduced.value_or(true);
  bool const fixed = outcome.fixed.value_or(true);
  if (outcome.reproduced) text += line(paint, reproduced, "reproduced", reproduced_text(outcome));
  if (outcome.fixed && reproduced) {
    text += line(paint, fixed, "fixed", fixed_text(outcome, detail));
    if (detail == Detail::full) text += typed_text(outcome);
  }
  if (reproduced && fixed) text += line(paint, outcome.verified, "verified", verified_text(outcome));
  return text;
}

std::string control_text(Painter const& paint, ControlOutcome const& control, Detail detail) {
  if (control.held) {
    return detail == Detail::full ? wrapped(control.name, page_width, {.first = "    - ", .next = "      "})
                                  : std::string();
  }
  auto text = fmt::format("  {}{}\n", paint(Tone::bad, "NOT held  "), control.name);
  for (auto const& problem : control.problems) text += indented(problem.text);
  return text;
}

std::string all_controls_text(Painter const& paint, std::vector<ControlOutcome> const& controls, Detail detail) {
  if (controls.empty()) return {};
  bool const all_held = std::ranges::all_of(controls, [](auto const& control) { return control.held; });
  auto text =
      fmt::format("  {}{}\n", paint(all_held ? Tone::good : Tone::bad, fmt::format("{:<{}}", "controls", label_width)),
                  controls_text(controls));
  for (auto const& control : controls) text += control_text(paint, control, detail);
  return text;
}

std::string verdict_text(Painter const& paint, ScenarioOutcome const& outcome) {
  if (outcome.passed) return paint(Tone::good, "held") + " in";
  return paint(Tone::bad, outcome.interrupted ? "INTERRUPTED" : "DID NOT HOLD") + " after";
}

}  // namespace

std::string to_text(ScenarioOutcome const& outcome, bool colour, Detail detail, bool with_evidence) {
  Painter const paint(colour);
  auto text = fmt::format("{}  {}\n", paint(Tone::strong, outcome.name), outcome.title);
  if (detail == Detail::full && !outcome.interrupted) text += about_text(outcome);
  if (!outcome.interrupted) text += phases_text(paint, outcome, detail);
  for (auto const& problem : outcome.problems) text += indented(problem.text);
  if (!outcome.interrupted) text += all_controls_text(paint, outcome.controls, detail);
  text += fmt::format("  {} {:.2f} s\n", verdict_text(paint, outcome), outcome.seconds);
  return with_evidence ? text + visible(outcome.evidence) : text;
}

}  // namespace wsus::lab
