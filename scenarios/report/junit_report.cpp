// The report of a run for CI: JUnit XML, one testcase a scenario.
#include "scenarios/report/reports.hpp"

#include <fmt/format.h>
#include <pugixml.hpp>

#include <algorithm>
#include <sstream>

namespace wsus::lab {
namespace {

/// Control characters that XML 1.0 has no way to write.
std::string for_xml(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\r'; }, '?');
  return text;
}

std::string seconds_text(double seconds) { return fmt::format("{:.3f}", seconds); }

std::string all_problems(ScenarioOutcome const& outcome) {
  std::string text;
  for (auto const& problem : outcome.problems) text += problem.text + "\n";
  for (auto const& control : outcome.controls) {
    for (auto const& problem : control.problems) text += fmt::format("control '{}': {}\n", control.name, problem.text);
  }
  return text;
}

void add_failure(pugi::xml_node testcase, ScenarioOutcome const& outcome) {
  auto const problems = for_xml(all_problems(outcome));
  auto failure = testcase.append_child("failure");
  auto const first = problems.substr(0, problems.find('\n'));
  failure.append_attribute("message") = first.empty() ? "did not hold" : first.c_str();
  failure.text() = problems.c_str();
}

std::string testcase_name(ScenarioOutcome const& outcome, unsigned run) {
  return run == 1 ? outcome.name : fmt::format("{} (run {})", outcome.name, run);
}

void add_testcase(pugi::xml_node suite, ScenarioOutcome const& outcome, unsigned run) {
  auto testcase = suite.append_child("testcase");
  testcase.append_attribute("classname") = "scenarios";
  testcase.append_attribute("name") = for_xml(testcase_name(outcome, run)).c_str();
  testcase.append_attribute("file") = for_xml(outcome.file).c_str();
  testcase.append_attribute("time") = seconds_text(outcome.seconds).c_str();
  if (!outcome.passed) add_failure(testcase, outcome);
  testcase.append_child("system-out").text() = for_xml(to_text(outcome, false, Detail::brief)).c_str();
}

void add_totals(pugi::xml_node node, std::vector<ScenarioOutcome> const& outcomes) {
  auto const failures = std::ranges::count_if(outcomes, [](auto const& outcome) { return !outcome.passed; });
  double seconds = 0;
  for (auto const& outcome : outcomes) seconds += outcome.seconds;
  node.append_attribute("name") = "wsus-lab";
  node.append_attribute("tests") = outcomes.size();
  node.append_attribute("failures") = static_cast<long>(failures);
  node.append_attribute("errors") = 0;
  node.append_attribute("skipped") = 0;
  node.append_attribute("time") = seconds_text(seconds).c_str();
}

}  // namespace

std::string to_junit(std::vector<ScenarioOutcome> const& outcomes) {
  pugi::xml_document document;
  auto declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  auto suites = document.append_child("testsuites");
  add_totals(suites, outcomes);
  auto suite = suites.append_child("testsuite");
  add_totals(suite, outcomes);
  auto const runs = run_numbers(outcomes);
  for (std::size_t i = 0; i < outcomes.size(); ++i) add_testcase(suite, outcomes[i], runs[i]);
  std::ostringstream out;
  document.save(out, "  ");
  return out.str();
}

}  // namespace wsus::lab
