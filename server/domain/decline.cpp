// Declining superseded updates (KB mitigation "decline superseded updates in WSUS").
#include "server/domain/catalogue.hpp"

#include <unordered_set>

namespace wsus::domain {

Catalogue decline_superseded(Catalogue const& catalogue) {
  std::unordered_set<wusp::Guid> superseded;
  auto const& revisions = catalogue.revisions();
  for (RevisionIndex index = 0; index < revisions.size(); ++index) {
    auto const& revision = revisions[index];
    if (revision.declined || catalogue.current(revision.identity.update_id) != index) continue;
    superseded.insert(revision.superseded_updates.begin(), revision.superseded_updates.end());
  }
  auto copy = revisions;
  for (auto& revision : copy) revision.declined |= superseded.contains(revision.identity.update_id);
  return Catalogue(std::move(copy));
}

}  // namespace wsus::domain
