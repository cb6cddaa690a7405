// The report of a run for CI: JUnit XML, one testsuite with one testcase a scenario. Elements and attributes are those
// of junit-10.xsd of Jenkins' xUnit plugin, which is the strictest of the readers: a testcase has no properties there,
// so every scenario is a testsuite of its own.
#include "scenarios/report/readable.hpp"
#include "scenarios/report/reports.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <pugixml.hpp>

#include <algorithm>
#include <sstream>
#include <string_view>

namespace wsus::lab {
namespace {

std::string seconds_text(double seconds) { return fmt::format("{:.3f}", seconds); }

std::string all_problems(ScenarioOutcome const& outcome) {
  std::string text;
  for (auto const& problem : outcome.problems) text += problem.text + "\n";
  for (auto const& control : outcome.controls) {
    for (auto const& problem : control.problems) text += fmt::format("control '{}': {}\n", control.name, problem.text);
  }
  return text;
}

void set(pugi::xml_node node, char const* name, std::string const& value) {
  node.append_attribute(name) = visible(value).c_str();
}

/// What became of a case that did not pass.
struct Ending {
  char const* element;
  char const* type;
};

Ending ending_of(ScenarioOutcome const& outcome) {
  if (outcome.interrupted) return {"skipped", "interrupted"};
  if (outcome.broken) return {"error", "error"};
  return {"failure", "did not hold"};
}

void add_ending(pugi::xml_node testcase, ScenarioOutcome const& outcome) {
  auto const ending = ending_of(outcome);
  auto node = testcase.append_child(ending.element);
  auto const problems = all_problems(outcome);
  auto const first = problems.substr(0, problems.find('\n'));
  set(node, "message", first.empty() ? ending.type : first);
  set(node, "type", ending.type);
  node.text() = visible(problems).c_str();
}

std::string run_name(ScenarioOutcome const& outcome, unsigned run) {
  return run == 1 ? outcome.name : fmt::format("{} (run {})", outcome.name, run);
}

void add_property(pugi::xml_node properties, char const* name, std::string const& value) {
  auto property = properties.append_child("property");
  set(property, "name", name);
  set(property, "value", value);
}

std::string hresults_text(ScenarioOutcome const& outcome) {
  std::vector<std::string> texts;
  for (auto const hresult : outcome.hresults) texts.push_back(fmt::format("0x{:08X}", hresult));
  return fmt::format("{}", fmt::join(texts, " "));
}

void add_properties(pugi::xml_node suite, ScenarioOutcome const& outcome, unsigned number, RunFacts const& run) {
  auto properties = suite.append_child("properties");
  add_property(properties, "title", outcome.title);
  add_property(properties, "modes", fmt::format("{}", fmt::join(outcome.modes, " ")));
  add_property(properties, "hresults", hresults_text(outcome));
  add_property(properties, "run", fmt::format("{}", number));
  add_property(properties, "interrupted", outcome.interrupted ? "true" : "false");
  add_property(properties, "sabotage", run.sabotage ? "true" : "false");
  if (run.shuffle_seed) add_property(properties, "shuffle_seed", fmt::format("{}", *run.shuffle_seed));
  if (!run.version.empty()) add_property(properties, "wsus-lab", run.version);
}

struct Totals {
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
  std::size_t skipped = 0;
  double seconds = 0;
};

void count(Totals& totals, ScenarioOutcome const& outcome) {
  ++totals.tests;
  totals.seconds += outcome.seconds;
  if (outcome.passed) return;
  std::string_view const ending = ending_of(outcome).element;
  ++(ending == "failure" ? totals.failures : ending == "error" ? totals.errors : totals.skipped);
}

/// The schema knows `skipped` of a testsuite alone.
void set_totals(pugi::xml_node node, Totals const& totals) {
  set(node, "tests", fmt::format("{}", totals.tests));
  set(node, "failures", fmt::format("{}", totals.failures));
  set(node, "errors", fmt::format("{}", totals.errors));
  set(node, "time", seconds_text(totals.seconds));
}

/// "2026-10-04T16:00:00": without fraction and zone, as the schemas of JUnit want it.
std::string timestamp_of(std::string_view started) {
  return std::string(started.substr(0, started.find_first_of(".Z")));
}

void add_suite(pugi::xml_node suites, ScenarioOutcome const& outcome, unsigned number, RunFacts const& run) {
  auto suite = suites.append_child("testsuite");
  auto const name = run_name(outcome, number);
  Totals totals;
  count(totals, outcome);
  set(suite, "name", name);
  set_totals(suite, totals);
  set(suite, "skipped", fmt::format("{}", totals.skipped));
  if (!run.started.empty()) set(suite, "timestamp", timestamp_of(run.started));
  set(suite, "hostname", "localhost");  // the machine's own name is nobody's business in a report
  set(suite, "file", outcome.file);
  add_properties(suite, outcome, number, run);
  auto testcase = suite.append_child("testcase");
  set(testcase, "classname", "scenarios");
  set(testcase, "name", name);
  set(testcase, "time", seconds_text(outcome.seconds));
  if (!outcome.passed) add_ending(testcase, outcome);
  testcase.append_child("system-out").text() = visible(to_text(outcome, false, Detail::brief)).c_str();
}

}  // namespace

std::string to_junit(std::vector<ScenarioOutcome> const& outcomes, RunFacts const& run) {
  pugi::xml_document document;
  auto declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  auto suites = document.append_child("testsuites");
  Totals totals;
  for (auto const& outcome : outcomes) count(totals, outcome);
  set(suites, "name", totals.skipped == 0 ? "wsus-lab" : "wsus-lab (INTERRUPTED)");
  set_totals(suites, totals);
  auto const runs = run_numbers(outcomes);
  for (std::size_t i = 0; i < outcomes.size(); ++i) add_suite(suites, outcomes[i], runs[i], run);
  std::ostringstream out;
  document.save(out, "  ");
  return out.str();
}

}  // namespace wsus::lab
