// The rules of one moment, and what they count: what an exchange keeps from its beginning to its end. Internal to the
// rules.
#pragma once

#include "server/faults/rules/rule_counts.hpp"
#include "server/faults/rules/rule_index.hpp"
#include "wsdl/wusp/clock.hpp"

#include <cstddef>
#include <memory>
#include <vector>

namespace wsus::faults {

/// Immutable but for the counts, which the same rule of another snapshot may share.
/// Thread safety: every call from any thread. Lifetime: `clock` must outlive it.
class RuleSnapshot {
public:
  /// One count a rule; none is null.
  RuleSnapshot(RuleList rules, std::vector<std::shared_ptr<RuleCounts>> counts, wusp::Clock const& clock)
      : rules_(std::move(rules)), counts_(std::move(counts)), index_(rules_), clock_(clock) {}

  [[nodiscard]] RuleList const& rules() const { return rules_; }
  [[nodiscard]] std::shared_ptr<RuleCounts> const& counts(std::size_t rule) const { return counts_[rule]; }
  [[nodiscard]] wusp::UtcTime now() const { return clock_.now(); }

  /// Rules decided at this stage that may hold, in their order.
  [[nodiscard]] std::vector<std::size_t> candidates(Stage stage, Facts const& facts) const {
    return index_.candidates(stage, facts);
  }
  /// Counts the event when `when` holds. What it gives is held while the injection is under way; null: nothing happens.
  [[nodiscard]] std::shared_ptr<void> ask(std::size_t rule, Facts const& facts) const {
    auto const& asked = *rules_[rule];
    if (!asked.enabled || !holds(asked.when, facts)) return nullptr;
    return counts_[rule]->count(asked, counted_for(asked, facts), clock_.now());
  }
  /// As RuleCounts::take_back.
  void take_back(std::size_t rule) const { counts_[rule]->take_back(); }

private:
  RuleList const rules_;
  std::vector<std::shared_ptr<RuleCounts>> const counts_;
  RuleIndex const index_;
  wusp::Clock const& clock_;
};

}  // namespace wsus::faults
