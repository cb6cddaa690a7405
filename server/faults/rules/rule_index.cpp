// Finding of rules: see rule_index.hpp.
#include "server/faults/rules/rule_index.hpp"

#include <algorithm>

namespace wsus::faults {
namespace {

/// Once, though a rule names a client or an operation twice: each list is in order and without repetition.
void note(std::vector<std::size_t>& rules, std::size_t rule) {
  if (rules.empty() || rules.back() != rule) rules.push_back(rule);
}

/// Both are in order, and so is the result: a rule stands in lists of one field alone, and one of these is looked up.
void merge_into(std::vector<std::size_t>& to, std::vector<std::size_t> const& from) {
  auto const middle = static_cast<std::ptrdiff_t>(to.size());
  to.insert(to.end(), from.begin(), from.end());
  if (middle != 0) std::inplace_merge(to.begin(), to.begin() + middle, to.end());
}

}  // namespace

RuleIndex::RuleIndex(RuleList const& rules) {
  for (std::size_t i = 0; i < rules.size(); ++i) {
    auto const& rule = *rules[i];
    auto& stage = stages_.at(static_cast<std::size_t>(stage_of(rule)));
    ++stage.size;
    for (auto const& id : rule.when.client_ids) note(stage.by_client_id[id], i);
    if (!rule.when.client_ids.empty()) continue;
    for (auto const& operation : rule.when.operations) note(stage.by_operation[operation], i);
    if (rule.when.operations.empty()) stage.others.push_back(i);
  }
}

std::vector<std::size_t> RuleIndex::candidates(Stage stage, Facts const& facts) const {
  auto const& rules = of(stage);
  std::vector<std::size_t> found;
  if (rules.size == 0) return found;
  merge_into(found, rules.others);
  if (facts.call != nullptr) {
    if (!rules.by_client_id.empty()) {
      auto const one = rules.by_client_id.find(comparable_client_id(facts.call->client_id));
      if (one != rules.by_client_id.end()) merge_into(found, one->second);
    }
    if (!rules.by_operation.empty()) {
      auto const one = rules.by_operation.find(std::string(facts.call->operation));
      if (one != rules.by_operation.end()) merge_into(found, one->second);
    }
  }
  return found;
}

}  // namespace wsus::faults
