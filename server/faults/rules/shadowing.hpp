// What is odd about a list of rules, told when it is loaded or changed: rules that can never happen, or hide each
// other.
#pragma once

#include "server/faults/rules/rule.hpp"

#include <functional>
#include <set>
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
  std::string rule{};  ///< its name
  Place place{};
  std::string
      text{};  ///< "rule 'b' never happens: 'a' (line 3) always comes first"; of another file: "(faults.yaml:3)"
};

/// In the order of the rules. Pure.
[[nodiscard]] std::vector<RuleRemark> remarks_on(std::vector<Rule> const& rules);

/// Those that have to do with the rules named `changed`: what is odd about them, and about others because of them. In
/// the order of the rules. Pure.
[[nodiscard]] std::vector<RuleRemark> remarks_on_changed(RuleList const& rules,
                                                         std::set<std::string, std::less<>> const& changed);

}  // namespace wsus::faults
