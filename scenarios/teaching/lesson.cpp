// Cutting of scenarios into steps: see lesson.hpp.
#include "scenarios/teaching/lesson.hpp"

#include "client_sim/agent/hresult.hpp"
#include "scenarios/runner/world.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <variant>

namespace wsus::lab {
namespace {

void add_chapter(Lesson& lesson, Chapter chapter, std::vector<scenario::Step> const& steps) {
  bool begins = true;
  for (auto const& step : steps) {
    bool const is_expectation = std::holds_alternative<scenario::Expectation>(step.what);
    if (begins || !is_expectation) lesson.steps.push_back({.chapter = chapter});
    begins = false;
    if (is_expectation)
      lesson.steps.back().expected.push_back(step);
    else
      lesson.steps.back().action = step;
  }
}

std::string updates(std::uint64_t count) { return fmt::format("{} update{}", count, count == 1 ? "" : "s"); }

/// Adds the clauses about one log.
void add_fragments(std::vector<std::string>& to, std::string_view log, std::vector<std::string> const& fragments) {
  for (auto const& fragment : fragments) to.push_back(fmt::format("in {}: {}", log, readable(fragment)));
}

}  // namespace

std::string_view name_of(Chapter chapter) {
  switch (chapter) {
  case Chapter::cause: return "cause";
  case Chapter::reproduce: return "reproduce";
  case Chapter::fix: return "fix";
  case Chapter::verify: return "verify";
  }
  return "";
}

std::string_view purpose_of(Chapter chapter) {
  switch (chapter) {
  case Chapter::cause: return "Somebody breaks something. On a real site nobody tells you about this part.";
  case Chapter::reproduce: return "The failure shows: look at the code first, then at both logs.";
  case Chapter::fix: return "The repair, as an administrator types it.";
  case Chapter::verify: return "Was it the cure? The same is tried again, and this time it has to work.";
  }
  return "";
}

scenario::TypeCommand const* LessonStep::command() const {
  return action ? std::get_if<scenario::TypeCommand>(&action->what) : nullptr;
}

Lesson lesson_of(scenario::Scenario const& scenario) {
  Lesson lesson;
  add_chapter(lesson, Chapter::cause, scenario.cause);
  add_chapter(lesson, Chapter::reproduce, scenario.reproduce);
  add_chapter(lesson, Chapter::fix, scenario.fix);
  add_chapter(lesson, Chapter::verify, scenario.verify);
  for (auto const& machine : scenario.world.machines) lesson.prompts.push_back(machine.name);
  lesson.prompts.emplace_back(LabWorld::server_name);
  return lesson;
}

std::string readable(std::string_view fragment) {
  std::string text;
  while (!fragment.empty()) {
    auto const open = fragment.find('{');
    auto const close = open == std::string_view::npos ? open : fragment.find('}', open);
    if (close == std::string_view::npos) return text.append(fragment);
    text.append(fragment.substr(0, open)).append("*");
    fragment.remove_prefix(close + 1);
  }
  return text;
}

std::vector<std::string> what_to_see(scenario::Expectation const& expected) {
  std::vector<std::string> clauses;
  if (expected.hresult)
    clauses.push_back(fmt::format("the last scan of {} ended with {} {}", expected.machine,
                                  agent::to_hex(*expected.hresult), agent::symbol_of(*expected.hresult)));
  if (expected.updates_found) clauses.push_back(fmt::format("it found {}", updates(*expected.updates_found)));
  if (expected.updates_installed) clauses.push_back(fmt::format("installed: {}", updates(*expected.updates_installed)));
  if (expected.fault)
    clauses.push_back(fmt::format("the server answered {} with a SOAP fault: {} {}", expected.fault->operation,
                                  expected.fault->error_code, expected.fault->message));
  if (!expected.calls.empty()) clauses.push_back(fmt::format("the calls were {}", fmt::join(expected.calls, ", ")));
  add_fragments(clauses, "the client's log", expected.client_log);
  add_fragments(clauses, "SoftwareDistribution.log", expected.server_log);
  add_fragments(clauses, "the IIS log", expected.iis_log);
  add_fragments(clauses, "httperr1.log", expected.http_error_log);
  add_fragments(clauses, "WUAHandler.log", expected.wua_handler_log);
  add_fragments(clauses, "ScanAgent.log", expected.scan_agent_log);
  if (expected.same_fault_id) clauses.emplace_back("both logs carry the same ID of the fault");
  return clauses;
}

}  // namespace wsus::lab
