// Reading of fault rules: see rule_file.hpp.
#include "server/faults/rules/rule_file.hpp"

#include "server/config/json_text.hpp"
#include "server/config/values.hpp"
#include "server/faults/fault_list.hpp"
#include "wsdl/wusp/date_time.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <limits>
#include <set>
#include <utility>

namespace wsus::faults {
namespace {

using config::Node;

constexpr std::array<std::string_view, 9> rule_keys{"name", "when",    "times",   "between", "chance",
                                                    "seed", "at_once", "at_most", "enabled"};
constexpr std::int64_t max_count = std::numeric_limits<std::int32_t>::max();

bool is_rule_key(std::string_view key) { return std::find(rule_keys.begin(), rule_keys.end(), key) != rule_keys.end(); }

std::vector<std::string_view> fault_names() {
  std::vector<std::string_view> names;
  for (auto const& kind : fault_kinds()) names.push_back(kind.name);
  return names;
}

/// The one key of a rule that names its fault.
FaultKind const& read_kind(Node const& item) {
  FaultKind const* found = nullptr;
  for (auto const& key : item.keys()) {
    if (is_rule_key(key)) continue;
    auto const* const kind = find_fault_kind(key);
    if (kind == nullptr) {
      auto known = fault_names();
      known.insert(known.end(), rule_keys.begin(), rule_keys.end());
      auto const near = config::nearest(key, known);
      item.fail(fmt::format("found the unknown fault '{}'{}; known: {}", key,
                            near.empty() ? "" : fmt::format(", did you mean '{}'?", near),
                            fmt::join(fault_names(), ", ")));
    }
    if (found != nullptr)
      item.fail(fmt::format("found two faults, '{}' and '{}'; allowed: one a rule", found->name, kind->name));
    found = kind;
  }
  if (found == nullptr) item.fail(fmt::format("found no fault; known: {}", fmt::join(fault_names(), ", ")));
  return *found;
}

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

Rule read_rule(Node const& item) {
  auto const& kind = read_kind(item);
  auto const parameters = item.required(kind.name);
  Rule rule{.kind = kind.name, .fault = kind.read(parameters)};
  rule.place = {.file = parameters.file(), .line = parameters.line(), .path = parameters.path()};
  if (auto const name = item.child("name")) rule.name = config::read_line(*name);
  if (auto const when = item.child("when")) rule.when = read_match(*when);
  if (auto const times = item.child("times")) rule.times = read_window(*times);
  if (auto const between = item.child("between")) rule.period = read_period(*between);
  if (auto const chance = item.child("chance")) rule.chance.probability = config::read_probability(*chance);
  if (auto const seed = item.child("seed"); seed && !item.child("chance"))
    seed->fail("a seed without a chance", "seed only with chance, which it decides");
  if (auto const seed = item.child("seed")) rule.chance.seed = static_cast<std::uint64_t>(seed->integer(0, max_count));
  if (auto const limit = item.child("at_once")) rule.at_once = static_cast<unsigned>(read_count(*limit));
  if (auto const limit = item.child("at_most")) rule.at_most = read_count(*limit);
  if (auto const enabled = item.child("enabled")) rule.enabled = enabled->boolean();
  refuse_what_comes_too_late(item, rule);
  rule.source = item.json_text();
  return rule;
}

}  // namespace

std::vector<Rule> read_rules(Node const& list) {
  auto const items = list.items();
  std::vector<Rule> rules;
  rules.reserve(items.size());
  std::set<std::string> names;
  for (auto const& item : items) {
    rules.push_back(read_rule(item));
    auto& rule = rules.back();
    if (rule.name.empty()) give_name(rule, fmt::format("{}-{}", rule.kind, rules.size()));
    if (!names.insert(rules.back().name).second)
      item.fail(fmt::format("a second rule '{}'", rules.back().name), "every name once");
  }
  return rules;
}

Rule read_rule_text(std::string_view text, std::string place) {
  return read_rule(Node::parse_json(text, std::move(place)));
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
