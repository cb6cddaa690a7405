// The two list limits of SyncUpdates (wua-behaviour 3.4, 9.1).
#include "server/domain/sync.hpp"

#include <utility>

namespace wsus::domain {

std::optional<std::string_view> exceeded_limit(SyncQuery const& query, RequestLimits const& limits, CachedCount count) {
  // Entries count as sent: duplicates and leaf ids too; 400 passes, 401 fails (capture
  // Fault-InstalledNonLeafUpdateIDs).
  if (std::cmp_greater(query.installed_non_leaf.size(), limits.max_installed_prerequisites)) {
    return "parameters.InstalledNonLeafUpdateIDs";
  }
  auto cached = query.other_cached.size();
  if (count == CachedCount::union_of_both) cached += query.installed_non_leaf.size();
  if (std::cmp_greater(cached, limits.max_cached_updates)) return "parameters.OtherCachedUpdateIDs";
  return std::nullopt;
}

}  // namespace wsus::domain
