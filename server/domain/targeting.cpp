// Groups of a computer: see targeting.hpp.
#include "server/domain/targeting.hpp"

#include "server/domain/approvals.hpp"
#include "server/domain/decisions.hpp"
#include "server/domain/lower.hpp"

#include <algorithm>

namespace wsus::domain {

std::string groups_of(TargetingRules const& rules, std::string_view target_group_name) {
  if (rules.mode == TargetingMode::server) return {};
  if (!rules.knows_groups) return std::string(target_group_name);
  std::string known;
  for (auto const& wanted : target_groups(target_group_name)) {
    auto const found = std::find_if(rules.groups.begin(), rules.groups.end(),
                                    [&](std::string const& group) { return same_name(group, wanted); });
    if (found == rules.groups.end()) continue;
    if (!known.empty()) known += ';';
    known += *found;
  }
  return known;
}

bool add_group(TargetingRules& rules, std::string_view name) {
  bool const is_built_in = same_name(name, all_computers) || same_name(name, unassigned_computers);
  bool const is_there = std::any_of(rules.groups.begin(), rules.groups.end(),
                                    [&](std::string const& group) { return same_name(group, name); });
  if (name.empty() || is_built_in || is_there) return false;
  rules.groups.emplace_back(name);
  return true;
}

}  // namespace wsus::domain
