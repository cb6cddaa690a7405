// The report of a run for a script.
#include "scenarios/report/reports.hpp"

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

json::array controls_of(ScenarioOutcome const& outcome) {
  json::array controls;
  for (auto const& control : outcome.controls)
    controls.push_back(json::object{{"name", control.name}, {"kind", kind_name(control.kind)}, {"held", control.held}});
  return controls;
}

json::object object_of(ScenarioOutcome const& outcome, unsigned run) {
  json::array hresults;
  for (auto const hresult : outcome.hresults) hresults.emplace_back(fmt::format("0x{:08X}", hresult));
  return {{"name", outcome.name},
          {"title", outcome.title},
          {"hresults", std::move(hresults)},
          {"reproduced", value_of(outcome.reproduced)},
          {"fixed", value_of(outcome.fixed)},
          {"verified", outcome.verified},
          {"controls", controls_of(outcome)},
          {"modes", json::array(outcome.modes.begin(), outcome.modes.end())},
          {"seconds", std::round(outcome.seconds * 1000) / 1000},
          {"passed", outcome.passed},
          {"run", run}};
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
