// Reading of fault rules: see rule_file.hpp.
#include "server/faults/rules/rule_file.hpp"

#include "server/config/json_text.hpp"
#include "server/config/values.hpp"
#include "server/faults/rules/rule_keys.hpp"
#include "wsdl/wusp/date_time.hpp"

#include <fmt/format.h>

#include <array>
#include <limits>
#include <set>
#include <utility>

namespace wsus::faults {
namespace {

using config::Node;

constexpr std::int64_t max_count = std::numeric_limits<std::int32_t>::max();

std::uint64_t read_count(Node const& node) { return static_cast<std::uint64_t>(node.integer(1, max_count)); }

/// `{first: 3}`, `{only: 2}`, `{from: 2, to: 5, every: 2}`; with `per: server` of all clients together.
Window read_window(Node const& node) {
  config::allow_only(node, {"first", "only", "from", "to", "every", "per"});
  Window window;
  auto const first = node.child("first");
  auto const only = node.child("only");
  auto const from = node.child("from");
  auto const to = node.child("to");
  if ((first ? 1 : 0) + (only ? 1 : 0) + (from || to ? 1 : 0) > 1)
    node.fail("found two ways to say which times; allowed: first, or only, or from and to");
  if (first) window.to = read_count(*first);
  if (only) window.to = window.from = read_count(*only);
  if (from) window.from = read_count(*from);
  if (to) window.to = read_count(*to);
  if (window.to && *window.to < window.from)
    node.fail(fmt::format("from {} after to {}", window.from, *window.to), "a window that holds something");
  auto const every = node.child("every");
  if (every) window.every = read_count(*every);
  auto const per = node.child("per");
  if (per) window.per = per->word({"client", "server"}) == "client" ? CountPer::client : CountPer::server;
  if (!first && !only && !from && !to && !every && !per) node.fail("no window", "first, only, from, to or every");
  return window;
}

wusp::UtcTime read_time(Node const& node) {
  auto const time = wusp::parse_xsd_date_time(node.text());
  if (!time) node.fail(fmt::format("'{}'", node.text()), "a UTC time such as 2026-10-04T15:00:00Z");
  return *time;
}

Period read_period(Node const& node) {
  config::allow_only(node, {"from", "until"});
  Period period;
  if (auto const from = node.child("from")) period.from = read_time(*from);
  if (auto const until = node.child("until")) period.until = read_time(*until);
  if (period == Period{}) node.fail("no time", "from, until or both");
  if (period.from && period.until && *period.from >= *period.until)
    node.fail("from that is not before until", "a period that holds something");
  return period;
}

/// The last stage at which a fault of this way can still take part.
Stage last_stage_of(Fault const& fault) {
  constexpr std::array<Stage, std::variant_size_v<Fault>> last{Stage::connection, Stage::request, Stage::call,
                                                               Stage::call, Stage::reply};
  return last.at(fault.index());
}

std::string_view known_at(Stage stage) {
  switch (stage) {
  case Stage::connection: return "when a connection is accepted";
  case Stage::request: return "when a request has arrived";
  case Stage::call: return "when an operation knows its client";
  case Stage::reply: break;
  }
  return "when the reply is made";
}

void refuse_what_comes_too_late(Node const& item, Rule const& rule) {
  auto const last = last_stage_of(rule.fault);
  for (auto const& field : match_fields()) {
    if (!field.is_set(rule.when) || field.stage <= last) continue;
    item.fail(fmt::format("'{}' is decided {} at the latest, and '{}' is known only {}", rule.kind, known_at(last),
                          field.name, known_at(field.stage)));
  }
}

void read_chance(Node const& item, Rule& rule) {
  auto const chance = item.child("chance");
  auto const seed = item.child("seed");
  if (seed && !chance) seed->fail("a seed without a chance", "seed only with chance, which it decides");
  if (chance) rule.chance.probability = config::read_probability(*chance);
  if (seed) rule.chance.seed = static_cast<std::uint64_t>(seed->integer(0, max_count));
}

void read_fault(Node const& item, FaultKind const& kind, Rule& rule) {
  auto const parameters = item.required(kind.name);
  rule.place = {.file = parameters.file(), .line = parameters.line(), .path = parameters.path()};
  rule.kind = kind.name;
  rule.fault = kind.read(parameters);
}

void refuse_second(Node const& item, std::string const& name) {
  item.fail(fmt::format("a second rule '{}'", name), "every name once");
}

}  // namespace

Rule read_rule(Node const& item, config::Mistakes& mistakes) {
  Rule rule;
  config::Mistakes here;
  auto const* const kind = read_kind(item, here);
  if (item.is_map()) {
    if (kind != nullptr) here.attempt([&] { read_fault(item, *kind, rule); });
    auto const key = [&](std::string_view name, auto read) {
      here.attempt([&] {
        if (auto const node = item.child(name)) read(*node);
      });
    };
    key("name", [&](Node const& node) { rule.name = config::read_line(node); });
    key("when", [&](Node const& node) { rule.when = read_match(node, here); });
    key("times", [&](Node const& node) { rule.times = read_window(node); });
    key("between", [&](Node const& node) { rule.period = read_period(node); });
    here.attempt([&] { read_chance(item, rule); });
    key("at_once", [&](Node const& node) { rule.at_once = static_cast<unsigned>(read_count(node)); });
    key("at_most", [&](Node const& node) { rule.at_most = read_count(node); });
    key("enabled", [&](Node const& node) { rule.enabled = node.boolean(); });
    rule.source = item.json_text();
  }
  if (here.none()) here.attempt([&] { refuse_what_comes_too_late(item, rule); });
  mistakes.append(here);
  return rule;
}

std::vector<Rule> read_rules(Node const& list, config::Mistakes& mistakes) {
  std::vector<Rule> rules;
  std::set<std::string> names;
  mistakes.attempt([&] {
    for (auto const& item : list.items()) {
      rules.push_back(read_rule(item, mistakes));
      auto const& name = rules.back().name;
      if (!name.empty() && !names.insert(name).second) mistakes.attempt([&] { refuse_second(item, name); });
    }
  });
  return rules;
}

std::vector<Rule> read_rules(Node const& list) {
  config::Mistakes mistakes;
  auto rules = read_rules(list, mistakes);
  mistakes.raise();
  std::set<std::string> names;
  auto const items = list.items();
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (rules[i].name.empty()) give_name(rules[i], fmt::format("{}-{}", rules[i].kind, i + 1));
    if (!names.insert(rules[i].name).second) refuse_second(items[i], rules[i].name);
  }
  return rules;
}

Rule read_rule_text(std::string_view text, std::string place) {
  config::Mistakes mistakes;
  auto rule = read_rule(Node::parse_json(text, std::move(place)), mistakes);
  mistakes.raise();
  return rule;
}

void give_name(Rule& rule, std::string name) {
  rule.name = std::move(name);
  if (!rule.source.empty())
    rule.source = fmt::format("{{\"name\": {}, {}", config::json_quoted(rule.name), rule.source.substr(1));
}

std::vector<Rule> load_rules(std::string const& file) {
  auto const node = Node::load(file);
  config::allow_only(node, {"faults"});
  return read_rules(node.required("faults"));
}

}  // namespace wsus::faults
