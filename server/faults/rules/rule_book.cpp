// Rules that can be changed, and who is told: see rule_book.hpp.
#include "server/faults/rules/rule_book.hpp"

#include "server/faults/rules/fault_ways.hpp"
#include "server/faults/rules/rule_file.hpp"
#include "server/faults/rules/rule_snapshot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace wsus::faults {

/// A list that is being changed. Both lists have the same length.
struct RuleBook::Draft {
  RuleList rules{};
  std::vector<std::shared_ptr<RuleCounts>> counts{};

  [[nodiscard]] std::optional<std::size_t> index_of(std::string_view name) const {
    for (std::size_t index = 0; index < rules.size(); ++index) {
      if (rules[index]->name == name) return index;
    }
    return std::nullopt;
  }
  void append(std::shared_ptr<Rule const> rule) {
    rules.push_back(std::move(rule));
    counts.push_back(std::make_shared<RuleCounts>());
  }
  void erase(std::size_t index) {
    rules.erase(rules.begin() + static_cast<std::ptrdiff_t>(index));
    counts.erase(counts.begin() + static_cast<std::ptrdiff_t>(index));
  }
};

namespace {

void refuse_equal_names(RuleList const& rules) {
  std::set<std::string_view> names;
  for (auto const& rule : rules) {
    if (!names.insert(rule->name).second) throw NameTaken(rule->name);
  }
}

RuleList shared(std::vector<Rule> rules) {
  RuleList list;
  list.reserve(rules.size());
  for (auto& rule : rules) list.push_back(std::make_shared<Rule const>(std::move(rule)));
  return list;
}

RuleList checked(std::vector<Rule> rules) {
  auto list = shared(std::move(rules));
  refuse_equal_names(list);
  return list;
}

std::vector<std::shared_ptr<RuleCounts>> counts_for(RuleList const& rules) {
  std::vector<std::shared_ptr<RuleCounts>> counts(rules.size());
  std::generate(counts.begin(), counts.end(), [] { return std::make_shared<RuleCounts>(); });
  return counts;
}

/// "soap_fault-3": as in a file the number is the position, but a name that is taken is passed over.
template <typename IsTaken>
std::string free_name(std::string_view kind, std::size_t position, IsTaken is_taken) {
  auto name = fmt::format("{}-{}", kind, position);
  while (is_taken(name)) name = fmt::format("{}-{}", kind, ++position);
  return name;
}

}  // namespace

NameTaken::NameTaken(std::string const& name)
    : std::invalid_argument(fmt::format("two fault rules have the name '{}'", name)), name_(name) {}

RuleBook::RuleBook(std::vector<Rule> rules, wusp::Clock const& clock)
    : clock_(clock), initial_(checked(std::move(rules))) {
  publish(std::make_shared<RuleSnapshot const>(initial_, counts_for(initial_), clock_));
}
RuleBook::~RuleBook() = default;

std::shared_ptr<RuleSnapshot const> RuleBook::snapshot() const {
  std::scoped_lock const lock(mutex_);
  return current_;
}

void RuleBook::publish(std::shared_ptr<RuleSnapshot const> fresh) {
  bool const nothing = fresh->rules().empty();
  {
    std::scoped_lock const lock(mutex_);
    current_.swap(fresh);  // the old one goes, with its index, when nobody waits for the lock
  }
  empty_.store(nothing, std::memory_order_release);
}

RuleList RuleBook::rules() const { return snapshot()->rules(); }

std::vector<RuleBook::Row> RuleBook::rows() const {
  auto const now = snapshot();
  std::vector<Row> rows;
  rows.reserve(now->rules().size());
  for (std::size_t index = 0; index < now->rules().size(); ++index)
    rows.push_back({.rule = now->rules()[index], .state = now->counts(index)->state()});
  return rows;
}

std::optional<RuleBook::Row> RuleBook::find(std::string_view name) const {
  auto const now = snapshot();
  for (std::size_t index = 0; index < now->rules().size(); ++index) {
    auto const& rule = now->rules()[index];
    if (rule->name == name) return Row{.rule = rule, .state = now->counts(index)->state()};
  }
  return std::nullopt;
}

void RuleBook::change(std::function<bool(Draft&)> const& edit) {
  std::scoped_lock const lock(changes_);
  auto const before = snapshot();
  Draft draft{.rules = before->rules()};
  for (std::size_t index = 0; index < draft.rules.size(); ++index) draft.counts.push_back(before->counts(index));
  if (!edit(draft)) return;
  auto const fresh = std::make_shared<RuleSnapshot const>(std::move(draft.rules), std::move(draft.counts), clock_);
  for (auto* const listener : listeners_) listener->rules_change(fresh->rules());
  publish(fresh);
  for (auto* const listener : listeners_) listener->rules_changed(fresh->rules());
}

RuleList RuleBook::add(std::vector<Rule> rules) {
  RuleList added;
  change([&](Draft& draft) {
    std::set<std::string, std::less<>> names;
    for (auto const& rule : draft.rules) names.insert(rule->name);
    for (auto const& rule : rules) {
      if (!rule.name.empty() && !names.insert(rule.name).second) throw NameTaken(rule.name);
    }
    for (auto& rule : rules) {
      if (rule.name.empty()) {
        give_name(rule, free_name(rule.kind, draft.rules.size() + 1,
                                  [&](std::string const& name) { return names.contains(name); }));
        names.insert(rule.name);
      }
      draft.append(std::make_shared<Rule const>(std::move(rule)));
      added.push_back(draft.rules.back());
    }
    return !added.empty();
  });
  return added;
}

bool RuleBook::put(Rule rule) {
  bool is_new = false;
  change([&](Draft& draft) {
    auto const place = draft.index_of(rule.name);
    is_new = !place.has_value();
    if (is_new) {
      draft.append(std::make_shared<Rule const>(std::move(rule)));
    } else {
      draft.rules[*place] = std::make_shared<Rule const>(std::move(rule));
      draft.counts[*place] = std::make_shared<RuleCounts>();
    }
    return true;
  });
  return is_new;
}

bool RuleBook::remove(std::string_view name) {
  bool was_there = false;
  change([&](Draft& draft) {
    auto const place = draft.index_of(name);
    was_there = place.has_value();
    if (was_there) draft.erase(*place);
    return was_there;
  });
  return was_there;
}

bool RuleBook::enable(std::string_view name, bool enabled) {
  bool is_there = false;
  change([&](Draft& draft) {
    auto const place = draft.index_of(name);
    is_there = place.has_value();
    if (!is_there || draft.rules[*place]->enabled == enabled) return false;
    auto changed = *draft.rules[*place];
    changed.enabled = enabled;
    draft.rules[*place] = std::make_shared<Rule const>(std::move(changed));
    return true;
  });
  return is_there;
}

void RuleBook::replace_by(RuleList rules) {
  change([&](Draft& draft) {
    draft.counts = counts_for(rules);
    draft.rules = std::move(rules);
    return true;
  });
}

void RuleBook::remove_all() { replace_by({}); }
void RuleBook::replace_all(std::vector<Rule> rules) { replace_by(checked(std::move(rules))); }
void RuleBook::restore() { replace_by(initial_); }

void RuleBook::reset_counts() {
  std::scoped_lock const lock(changes_);
  auto const before = snapshot();
  std::vector<std::shared_ptr<RuleCounts>> counts;
  for (std::size_t index = 0; index < before->rules().size(); ++index) counts.push_back(before->counts(index)->anew());
  publish(std::make_shared<RuleSnapshot const>(before->rules(), std::move(counts), clock_));
}

void RuleBook::add_listener(RuleListener& listener) {
  std::scoped_lock const lock(changes_);
  listeners_.push_back(&listener);
}

ConnectionPlan RuleBook::on_connection(ConnectionView const& connection, std::vector<Injected>& injected) const {
  ConnectionPlan plan;
  auto const rules = snapshot();
  Facts const facts{.connection = connection};
  for (auto const index : rules->candidates(Stage::connection, facts)) {
    auto const& rule = rules->rules()[index];
    auto const* const fault = as<ConnectionFault>(*rule);
    if (fault == nullptr) continue;
    auto lease = rules->ask(index, facts);
    if (lease == nullptr) continue;
    if (fault->apply(plan, connection)) {
      injected.push_back({.rule = rule});
      plan.lease = std::move(lease);
      break;
    }
    rules->take_back(index);
  }
  return plan;
}

std::vector<RuleBook::Explanation> RuleBook::explain(Facts const& facts) const {
  auto const now = snapshot();
  std::vector<Explanation> explanations;
  explanations.reserve(now->rules().size());
  for (std::size_t index = 0; index < now->rules().size(); ++index) {
    auto const& rule = *now->rules()[index];
    Explanation one{.rule = rule.name, .differs = mismatches(rule.when, facts)};
    if (one.differs.empty())
      one.otherwise = now->counts(index)->next_in_words(rule, counted_for(rule, facts), now->now());
    explanations.push_back(std::move(one));
  }
  std::stable_sort(explanations.begin(), explanations.end(),
                   [](Explanation const& a, Explanation const& b) { return a.differs.size() < b.differs.size(); });
  return explanations;
}

}  // namespace wsus::faults
