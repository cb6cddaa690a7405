// What is odd about a list of rules, told when it is loaded: rules that can never happen, or hide each other.
#pragma once

#include "server/faults/rules/rule.hpp"

#include <string>
#include <vector>

namespace wsus::faults {

/// A sentence for the operator, with the place of the rule.
struct RuleRemark {
  enum class Gravity {
    unreachable,  ///< never happens: a rule above it always comes first, or nothing can match it
    overlapping,  ///< two rules may be meant for the same event; the first wins
  };
  Gravity gravity = Gravity::unreachable;
  Place place{};
  std::string text{};  ///< "rule 'b' never happens: 'a' (faults.yaml:3) answers every request that it is about"
};

/// In the order of the rules. Pure.
[[nodiscard]] std::vector<RuleRemark> remarks_on(std::vector<Rule> const& rules);

}  // namespace wsus::faults
