// Fault rules over a restart: see rule_keeper.hpp.
#include "server/app/rule_keeper.hpp"

#include "server/config/node.hpp"
#include "server/faults/rules/rule_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace wsus::server {
namespace {

/// As the admin API calls the place of its rules.
constexpr auto place_of_rules = "api";

faults::Rule read(state::KeptRule const& kept) {
  auto rule = faults::read_rule_text(kept.definition, place_of_rules);
  rule.enabled = kept.enabled;
  rule.place.file = place_of_rules;
  return rule;
}

}  // namespace

std::string mistake_in(state::KeptRule const& rule) {
  try {
    return read(rule).name.empty() ? "a rule of a state has a name" : "";
  } catch (config::ConfigError const& e) {
    return e.what();
  }
}

std::vector<faults::Rule> read_kept_rules(std::vector<state::KeptRule> const& kept) {
  std::vector<faults::Rule> rules;
  rules.reserve(kept.size());
  for (auto const& one : kept) {
    if (auto const mistake = mistake_in(one); !mistake.empty())
      throw state::StateError(fmt::format("fault rule {} of the state file: {}", rules.size() + 1, mistake));
    rules.push_back(read(one));
  }
  return rules;
}

RuleKeeper::RuleKeeper(std::shared_ptr<KeptState> kept, std::vector<faults::Rule> const& started_with,
                       faults::RuleBook& rules)
    : kept_(std::move(kept)) {
  if (kept_ == nullptr) return;
  started_with_ = started_with;
  for (auto& rule : std::exchange(kept_->rules, {})) rules.put(std::move(rule));
  rules.add_listener(*this);
}

bool RuleKeeper::is_as_started(faults::Rule const& rule) const {
  return std::ranges::any_of(started_with_, [&](faults::Rule const& one) {
    return one.name == rule.name && one.source == rule.source && one.enabled == rule.enabled;
  });
}

void RuleKeeper::rules_change(faults::RuleList const& rules) {
  std::vector<state::KeptRule> changed;
  for (auto const& rule : rules) {
    if (!rule->source.empty() && !is_as_started(*rule))
      changed.push_back({.definition = rule->source, .enabled = rule->enabled});
  }
  kept_->file->put_rules(changed);
}

}  // namespace wsus::server
