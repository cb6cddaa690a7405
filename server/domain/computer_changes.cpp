// The difference of two lists of rows: see computer_changes.hpp.
#include "server/domain/computer_changes.hpp"

namespace wsus::domain {

StatusChanges status_changes(StatusRows const& before, StatusRows const& after) {
  StatusChanges changes;
  for (auto const& [update, state] : after) {
    auto const old = before.find(update);
    if (old == before.end() || old->second != state) changes.put.emplace_hint(changes.put.end(), update, state);
  }
  for (auto const& [update, state] : before) {
    if (!after.contains(update)) changes.removed.push_back(update);
  }
  return changes;
}

}  // namespace wsus::domain
