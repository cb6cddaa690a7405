// Finding of rules: see rule_index.hpp.
#include "server/faults/rules/rule_index.hpp"

#include <algorithm>

namespace wsus::faults {
namespace {

void append(std::vector<std::size_t>& to, std::vector<std::size_t> const& from) {
  to.insert(to.end(), from.begin(), from.end());
}

}  // namespace

RuleIndex::RuleIndex(RuleList const& rules) {
  for (std::size_t i = 0; i < rules.size(); ++i) {
    auto const& rule = *rules[i];
    auto& stage = stages_.at(static_cast<std::size_t>(stage_of(rule)));
    ++stage.size;
    for (auto const& id : rule.when.client_ids) stage.by_client_id[id].push_back(i);
    if (!rule.when.client_ids.empty()) continue;
    for (auto const& operation : rule.when.operations) stage.by_operation[operation].push_back(i);
    if (rule.when.operations.empty()) stage.others.push_back(i);
  }
}

std::vector<std::size_t> RuleIndex::candidates(Stage stage, Facts const& facts) const {
  auto const& rules = of(stage);
  std::vector<std::size_t> found;
  if (rules.size == 0) return found;
  append(found, rules.others);
  if (facts.call != nullptr) {
    if (!rules.by_client_id.empty()) {
      auto const one = rules.by_client_id.find(comparable_client_id(facts.call->client_id));
      if (one != rules.by_client_id.end()) append(found, one->second);
    }
    if (!rules.by_operation.empty()) {
      auto const one = rules.by_operation.find(std::string(facts.call->operation));
      if (one != rules.by_operation.end()) append(found, one->second);
    }
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace wsus::faults
