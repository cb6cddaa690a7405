// The report of a run for a script.
#include "scenarios/report/reports.hpp"

#include "scenarios/report/readable.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <cmath>

namespace wsus::lab {
namespace {

namespace json = boost::json;

json::value value_of(std::optional<bool> flag) { return flag ? json::value(*flag) : json::value(nullptr); }

std::string_view kind_name(ControlOutcome::Kind kind) {
  switch (kind) {
  case ControlOutcome::Kind::fix: return "fix";
  case ControlOutcome::Kind::twin: return "twin";
  case ControlOutcome::Kind::injected: break;
  }
  return "injected";
}

json::array texts_of(std::vector<Problem> const& problems) {
  json::array texts;
  for (auto const& problem : problems) texts.emplace_back(valid_utf8(problem.text));
  return texts;
}

json::array controls_of(ScenarioOutcome const& outcome) {
  json::array controls;
  for (auto const& control : outcome.controls)
    controls.push_back(json::object{{"name", valid_utf8(control.name)},
                                    {"kind", kind_name(control.kind)},
                                    {"held", control.held},
                                    {"problems", texts_of(control.problems)}});
  return controls;
}

std::string hex(std::uint32_t hresult) { return fmt::format("0x{:08X}", hresult); }
double in_milliseconds(double seconds) { return std::round(seconds * 1000) / 1000; }

json::object phase_of(PhaseRecord const& phase) {
  json::array scans;
  for (auto const& scan : phase.scans)
    scans.push_back(
        json::object{{"hresult", hex(scan.hresult)}, {"symbol", scan.symbol}, {"updates_found", scan.updates_found}});
  return {{"commands", phase.commands}, {"seconds", in_milliseconds(phase.seconds)}, {"scans", std::move(scans)}};
}

json::object phases_of(ScenarioOutcome const& outcome) {
  json::object phases;
  if (!outcome.is_baseline()) {
    phases["reproduce"] = phase_of(outcome.reproduce);
    phases["fix"] = phase_of(outcome.fix);
  }
  phases["verify"] = phase_of(outcome.verify);
  return phases;
}

json::object object_of(ScenarioOutcome const& outcome, unsigned run) {
  json::array hresults;
  for (auto const hresult : outcome.hresults) hresults.emplace_back(hex(hresult));
  return {{"name", valid_utf8(outcome.name)},
          {"title", valid_utf8(outcome.title)},
          {"hresults", std::move(hresults)},
          {"reproduced", value_of(outcome.reproduced)},
          {"fixed", value_of(outcome.fixed)},
          {"verified", outcome.verified},
          {"controls", controls_of(outcome)},
          {"modes", json::array(outcome.modes.begin(), outcome.modes.end())},
          {"seconds", in_milliseconds(outcome.seconds)},
          {"passed", outcome.passed},
          {"run", run},
          {"file", valid_utf8(outcome.file)},
          {"interrupted", outcome.interrupted},
          {"error", outcome.broken},
          {"phases", phases_of(outcome)},
          {"problems", texts_of(outcome.problems)}};
}

}  // namespace

std::string to_json(std::vector<ScenarioOutcome> const& outcomes) {
  std::string text = "[";
  auto const runs = run_numbers(outcomes);
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    text += i == 0 ? "\n  " : ",\n  ";
    text += json::serialize(object_of(outcomes[i], runs[i]));
  }
  return text + "\n]\n";
}

}  // namespace wsus::lab
