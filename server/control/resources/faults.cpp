// The fault rules.
#include "server/control/answers.hpp"
#include "server/control/fault_rules_json.hpp"
#include "server/control/problem.hpp"
#include "server/control/resources/resources.hpp"
#include "server/control/texts.hpp"
#include "server/control/written_body.hpp"
#include "server/faults/rules/rule_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wsus::control {
namespace {

namespace json = boost::json;

/// What logs and lists say of a rule that no file has.
constexpr auto place_of_rules = "api";
/// /api/v1/faults/why is a route.
constexpr std::string_view no_name = "why";

std::string path_of(std::string_view name) { return "/api/v1/faults/" + percent_encoded(name); }

Problem unknown_rule(std::string_view name) {
  return Problem(404, fmt::format("no fault rule '{}'; GET /api/v1/faults lists them", name));
}

Problem name_taken(std::string_view name) {
  return Problem(409, fmt::format("a fault rule '{}' is there already; PUT {} replaces it", name, path_of(name)));
}

faults::RuleBook::Row known(faults::RuleBook const& rules, std::string const& name) {
  auto row = rules.find(name);
  if (!row) throw unknown_rule(name);
  return std::move(*row);
}

faults::ResponsePlan list(faults::RuleBook const& rules, AdminCall& call) {
  call.nothing_else();
  return json_answer({{"rules", to_json(rules)}});
}

faults::ResponsePlan one(faults::RuleBook const& rules, AdminCall& call) {
  call.nothing_else();
  return json_answer(to_json(known(rules, call.id)));
}

/// One rule, or a list under `faults`.
std::vector<faults::Rule> read_body(config::Node const& body, bool is_list) {
  config::Mistakes mistakes;
  std::vector<faults::Rule> rules;
  if (is_list) {
    mistakes.attempt([&] {
      auto const list = body.required("faults");
      body.done();
      rules = faults::read_rules(list, mistakes);
      if (rules.empty() && mistakes.none()) list.fail("an empty list", "at least one rule");
    });
  } else {
    rules.push_back(faults::read_rule(body, mistakes));
  }
  for (auto const& rule : rules) {
    if (rule.name == no_name) mistakes.attempt([&] { body.fail("the name 'why'", "any other: it is a route"); });
  }
  refuse(mistakes);
  for (auto& rule : rules) rule.place.file = place_of_rules;
  return rules;
}

using Told = std::function<void(faults::RuleRemark const&)>;

/// About the list as it is by now: a rule that somebody else has removed meanwhile is not missed.
json::array remarks_after(faults::RuleBook const& rules, std::set<std::string, std::less<>> const& changed,
                          Told const& told) {
  auto const remarks = faults::remarks_on_changed(rules.rules(), changed);
  for (auto const& remark : remarks) told(remark);
  return to_json(remarks);
}

json::object with(json::object answer, json::array remarks) {
  answer["remarks"] = std::move(remarks);
  return answer;
}

faults::ResponsePlan add(faults::RuleBook& rules, AdminCall& call, Told const& told) {
  call.query.done();
  auto const body = written_body(call);
  bool const is_list = call.body().contains("faults");
  faults::RuleList added;
  try {
    added = rules.add(read_body(body, is_list));
  } catch (faults::NameTaken const& taken) {
    throw name_taken(taken.name());
  }
  std::set<std::string, std::less<>> names;
  for (auto const& rule : added) names.insert(rule->name);
  auto remarks = remarks_after(rules, names, told);
  if (!is_list)
    return created_answer(with(to_json({.rule = added.front()}), std::move(remarks)), path_of(added.front()->name));
  json::array rows;
  for (auto const& rule : added) rows.push_back(to_json({.rule = rule}));
  return created_answer({{"rules", std::move(rows)}, {"remarks", std::move(remarks)}}, "/api/v1/faults");
}

/// The path can spell what a body cannot.
void check_name_in_path(std::string const& name) {
  auto const is_control = [](unsigned char c) { return c < 0x20 || c == 0x7F; };
  if (!is_utf8(name) || std::any_of(name.begin(), name.end(), is_control))
    throw Problem(400, fmt::format("the path names the rule '{}'; allowed: one line of text", name));
  if (name == no_name) throw Problem(400, "the path names the rule 'why'; allowed: any other: it is a route");
}

faults::ResponsePlan put(faults::RuleBook& rules, AdminCall& call, Told const& told) {
  call.query.done();
  check_name_in_path(call.id);
  auto rule = std::move(read_body(written_body(call), false).front());
  if (rule.name.empty()) give_name(rule, call.id);
  if (rule.name != call.id)
    throw Problem(400,
                  fmt::format("the body names the rule '{}', the path '{}'; allowed: one name, or none in the body",
                              rule.name, call.id));
  faults::RuleBook::Row const row{.rule = std::make_shared<faults::Rule const>(rule)};
  bool const is_new = rules.put(std::move(rule));
  auto const answer = with(to_json(row), remarks_after(rules, {call.id}, told));
  return is_new ? created_answer(answer, path_of(call.id)) : json_answer(answer);
}

faults::ResponsePlan remove(faults::RuleBook& rules, AdminCall& call) {
  call.nothing_else();
  if (!rules.remove(call.id)) throw unknown_rule(call.id);
  return empty_answer();
}

faults::ResponsePlan remove_all(faults::RuleBook& rules, AdminCall& call) {
  call.nothing_else();
  rules.remove_all();
  return empty_answer();
}

faults::ResponsePlan enable(faults::RuleBook& rules, AdminCall& call, bool enabled) {
  call.nothing_else();
  if (!rules.enable(call.id, enabled)) throw unknown_rule(call.id);
  return json_answer(to_json(known(rules, call.id)));
}

faults::ResponsePlan ask_why(faults::RuleBook const& rules, AdminCall& call) {
  call.query.done();
  return json_answer(why(rules, call.body()));
}

}  // namespace

Routes fault_routes(faults::RuleBook& rules, Told told) {
  return {
      {"GET", "/api/v1/faults", [&rules](AdminCall& call) { return list(rules, call); }},
      {"POST", "/api/v1/faults", [&rules, told](AdminCall& call) { return add(rules, call, told); }},
      {"DELETE", "/api/v1/faults", [&rules](AdminCall& call) { return remove_all(rules, call); }},
      {"GET", "/api/v1/faults/{name}", [&rules](AdminCall& call) { return one(rules, call); }},
      {"PUT", "/api/v1/faults/{name}",
       [&rules, told = std::move(told)](AdminCall& call) { return put(rules, call, told); }},
      {"DELETE", "/api/v1/faults/{name}", [&rules](AdminCall& call) { return remove(rules, call); }},
      {"POST", "/api/v1/faults/{name}/enable", [&rules](AdminCall& call) { return enable(rules, call, true); }},
      {"POST", "/api/v1/faults/{name}/disable", [&rules](AdminCall& call) { return enable(rules, call, false); }},
      {"POST", "/api/v1/faults/why", [&rules](AdminCall& call) { return ask_why(rules, call); }},
  };
}

}  // namespace wsus::control
