// Declining superseded updates (KB mitigation "decline superseded updates in WSUS"): see decline.hpp.
#include "server/domain/decline.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace wsus::domain {
namespace {

using UpdateIds = std::unordered_set<wusp::Guid>;

bool is_current(Catalogue const& catalogue, RevisionIndex index) {
  return catalogue.current(catalogue.at(index).identity.update_id) == index;
}

bool can_be_declined(Revision const& revision) {
  return revision.type == UpdateType::software || revision.type == UpdateType::driver;
}

UpdateIds superseded_ids(Catalogue const& catalogue) {
  UpdateIds ids;
  auto const& revisions = catalogue.revisions();
  for (RevisionIndex index = 0; index < revisions.size(); ++index) {
    auto const& revision = revisions[index];
    if (revision.declined || !is_current(catalogue, index)) continue;
    ids.insert(revision.superseded_updates.begin(), revision.superseded_updates.end());
  }
  return ids;
}

bool supersedes_others(Catalogue const& catalogue, Revision const& revision) {
  auto const& older = revision.superseded_updates;
  return std::any_of(older.begin(), older.end(), [&](auto const& id) { return catalogue.current(id).has_value(); });
}

bool is_meant(SupersededUpdate const& update, DeclineOptions const& options) {
  return update.is_old_enough && !(options.last_level_only && update.supersedes_others);
}

}  // namespace

SupersedenceSummary summarise_supersedence(Catalogue const& catalogue, DeclineOptions const& options) {
  auto const superseded = superseded_ids(catalogue);
  SupersedenceSummary summary;
  summary.superseded.reserve(superseded.size());
  auto const& revisions = catalogue.revisions();
  for (RevisionIndex index = 0; index < revisions.size(); ++index) {
    auto const& revision = revisions[index];
    if (!can_be_declined(revision) || !is_current(catalogue, index)) continue;
    ++summary.updates;
    if (revision.declined) ++summary.declined;
    if (revision.declined || !superseded.contains(revision.identity.update_id)) continue;
    summary.superseded.push_back(
        {.identity = revision.identity,
         .title = revision.title,
         .supersedes_others = supersedes_others(catalogue, revision),
         .is_old_enough = !options.until || revision.deployment.last_change <= *options.until});
  }
  return summary;
}

Catalogue decline_superseded(Catalogue const& catalogue, DeclineOptions const& options) {
  UpdateIds meant;
  for (auto const& update : summarise_supersedence(catalogue, options).superseded) {
    if (is_meant(update, options)) meant.insert(update.identity.update_id);
  }
  auto copy = catalogue.revisions();
  for (auto& revision : copy) revision.declined |= meant.contains(revision.identity.update_id);
  return Catalogue(std::move(copy));
}

Catalogue decline_superseded(Catalogue const& catalogue) { return decline_superseded(catalogue, DeclineOptions{}); }

}  // namespace wsus::domain
