// One phase: see phase_part.hpp.
#include "scenarios/report/html/phase_part.hpp"

#include "scenarios/report/html/call_text.hpp"
#include "scenarios/report/html/diagram.hpp"
#include "scenarios/report/html/markup.hpp"
#include "scenarios/report/html/sequence.hpp"
#include "scenarios/report/typed_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace wsus::lab::html {
namespace {

constexpr std::ptrdiff_t lines_in_the_open = 8;

std::string heading_of(PhaseTimeline const& phase) {
  auto const [tone, verdict] = !phase.complete ? std::pair("cut", "not run to its end")
                               : phase.held    ? std::pair("good", "held")
                                               : std::pair("bad", "did not hold");
  return fmt::format("<h3>{} <span class=\"v {}\">{}</span> <span class=\"t\">{:.2f} s</span></h3>\n",
                     escaped(phase.name), tone, verdict, phase.seconds);
}

/// What a prompt answered; long answers are folded.
std::string output_part(std::string const& output) {
  if (output.find_first_not_of("\r\n\t ") == std::string::npos) return {};
  auto const text = fmt::format("<pre class=\"out\">{}</pre>", escaped(output));
  auto const lines = std::ranges::count(output, '\n');
  if (lines <= lines_in_the_open) return text;
  return fmt::format("<details class=\"fold\"><summary>{} lines of output</summary>{}</details>", lines, text);
}

std::string answer_part(windows::CommandResult const& answer) {
  auto text = output_part(answer.output);
  if (answer.exit_code != 0) text += fmt::format("<span class=\"t\">exit code {}</span>", answer.exit_code);
  return text;
}

std::string problems_part(std::vector<std::string> const& problems) {
  if (problems.empty()) return {};
  std::string text = "<ul class=\"bad\">";
  for (auto const& problem : problems) text += fmt::format("<li>{}</li>", escaped(problem));
  return text + "</ul>";
}

std::string expectation_part(StepEvent const& step) {
  if (step.problems.empty()) return "<span class=\"good\">✓</span> as expected";
  return fmt::format("<span class=\"bad\">✗</span> not as expected:{}", problems_part(step.problems));
}

std::string step_part(StepEvent const& step) {
  if (std::holds_alternative<scenario::Expectation>(step.step.what)) return expectation_part(step);
  std::string text;
  std::size_t answered = 0;
  for (auto const& line : typed_lines({step.step})) {
    auto const words = escaped(line.text);
    text += line.is_command ? fmt::format("<code class=\"cmd\">{}</code>", words)
                            : fmt::format("<span class=\"remark\">{}</span>", words);
    if (line.is_command && answered < step.answers.size()) text += answer_part(step.answers[answered++]);
  }
  return text + problems_part(step.problems);
}

/// Who called, and how long it took where somebody measured that.
std::string caller_and_time(RecordedEvent const& event, CallEvent const& call) {
  auto text = call.machine.empty() ? "seen by the server" : escaped(call.machine);
  if (event.took > 0) text += fmt::format(" {:.1f} ms", event.took * 1000);
  return text;
}

std::string call_part(RecordedEvent const& event, CallEvent const& call, std::size_t number) {
  auto const fault = fault_id_of(call);
  return fmt::format(
      "<details class=\"call\" data-call=\"{}\"><summary><b>{}</b> <span class=\"{}\">{}</span>{}{} <span "
      "class=\"t\">{}</span></summary><div class=\"body\"></div></details>",
      number, escaped(title_of(call)), has_failed(call) ? "bad" : "good", escaped(end_of(call)),
      fault.empty() ? "" : fmt::format(" <span class=\"t\">fault {}</span>", escaped(fault)),
      call.hops.size() > 1 ? fmt::format(" <span class=\"t\">{} requests</span>", call.hops.size()) : "",
      caller_and_time(event, call));
}

std::string scan_part(ScanEvent const& scan) {
  bool const good = scan.end.hresult == 0;
  auto text = fmt::format("{}: scan ended <span class=\"{}\">0x{:08X} {}</span>", escaped(scan.machine),
                          good ? "good" : "bad", scan.end.hresult, escaped(scan.end.symbol));
  if (good) text += fmt::format(", {} update{} found", scan.end.updates_found, scan.end.updates_found == 1 ? "" : "s");
  return text;
}

std::string event_part(RecordedEvent const& event, std::string const& id, std::size_t number) {
  std::string_view kind = "step";
  std::string content;
  if (auto const* call = std::get_if<CallEvent>(&event.what)) {
    kind = "web";
    content = call_part(event, *call, number);
  } else if (auto const* scan = std::get_if<ScanEvent>(&event.what)) {
    kind = "scan";
    content = scan_part(*scan);
  } else {
    content = step_part(std::get<StepEvent>(event.what));
  }
  return fmt::format("<li class=\"{}\" id=\"{}\">{}</li>\n", kind, id, content);
}

/// A diagram for each printed page.
std::string diagrams_part(PhaseTimeline const& phase, PhasePlace const& place, std::string const& id) {
  auto const sequence = sequence_of(phase, std::string(scenario::server_dns_name));
  if (!sequence.has_calls()) return {};
  auto const link_of = [&](std::size_t event) { return fmt::format("#{}", place.event_id(event)); };
  auto const pieces = in_pieces(sequence);
  std::string text;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    auto title = fmt::format("Calls of the phase {}", phase.name);
    if (pieces.size() > 1) title += fmt::format(", part {} of {}", i + 1, pieces.size());
    text += fmt::format("<figure>{}</figure>\n", diagram(pieces[i], fmt::format("{}-d{}", id, i + 1), title, link_of));
  }
  return text;
}

}  // namespace

std::string PhasePlace::event_id(std::size_t event) const {
  return fmt::format("s{}-e{}", scenario, events_before + event + 1);
}

std::string phase_part(PhaseTimeline const& phase, PhasePlace const& place) {
  auto const id = fmt::format("s{}-p{}", place.scenario, place.phase);
  auto text = fmt::format("<section class=\"phase\" id=\"{}\">\n{}", id, heading_of(phase));
  text += diagrams_part(phase, place, id);
  text += "<ol class=\"events\">\n";
  for (std::size_t i = 0; i < phase.events.size(); ++i)
    text += event_part(phase.events[i], place.event_id(i), place.events_before + i + 1);
  text += "</ol>\n";
  bool const has_logs = std::ranges::any_of(phase.events, [](auto const& event) { return !event.logs.empty(); });
  if (has_logs)
    text += fmt::format("<details class=\"logs\" data-phase=\"{}\"><summary>Both logs of {}, side by side</summary>"
                        "<div class=\"body\"></div></details>\n",
                        place.phase - 1, escaped(phase.name));
  return text + "</section>\n";
}

}  // namespace wsus::lab::html
