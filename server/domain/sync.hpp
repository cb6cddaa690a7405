// SyncUpdates as a pure function: what a client is told, given what it says it has (wusp-protocol 6.2, 6.3).
#pragma once

#include "server/domain/catalogue.hpp"
#include "server/domain/driver_match.hpp"
#include "server/domain/settings.hpp"

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::domain {

/// What a client says in SyncUpdates, as far as delivery depends on it. Views are valid during the call only.
struct SyncQuery {
  std::span<int const> installed_non_leaf{};
  std::span<int const> other_cached{};
  std::span<int const> cached_drivers{};
  bool skip_software = false;                       ///< true: the driver pass
  SystemSpec const* system = nullptr;               ///< of a driver pass; null: the request has none
  std::span<wusp::Guid const> filter_categories{};  ///< FilterCategoryIds; empty: everything
  bool two_group_out_of_scope = false;              ///< NeedTwoGroupOutOfScopeUpdates
  wusp::UtcTime anchor{};                           ///< highest deployment change the client has seen
};

struct SyncAnswer {
  std::vector<RevisionIndex> new_updates{};
  std::vector<RevisionIndex> changed_updates{};
  std::vector<int> out_of_scope{};
  std::vector<int> deployed_out_of_scope{};
  std::map<RevisionIndex, std::vector<std::string>> hardware_ids{};  ///< Deployment/HardwareIds of needed drivers
  bool truncated = false;
  bool driver_sync_not_needed = false;
  wusp::UtcTime anchor{};  ///< goes into NewCookie
};

/// The name of the parameter that breaks a limit ("parameters.InstalledNonLeafUpdateIDs"), or empty.
/// Checked before any delivery; when both lists are too long the installed list is named first (assumption).
[[nodiscard]] std::optional<std::string_view> exceeded_limit(SyncQuery const& query, RequestLimits const& limits,
                                                             CachedCount count);

/// `core_size` gives the bytes of a revision's Core fragment, for the byte budget.
/// The first update of a page is always delivered, however large (never truncate to an empty page).
[[nodiscard]] SyncAnswer sync_updates(Catalogue const& catalogue, SyncQuery const& query, PageLimits const& page,
                                      std::function<std::size_t(Revision const&)> const& core_size);

/// StartCategoryScan (wusp-protocol 6.4): which categories a filtered scan must name.
struct CategoryRequest {
  int and_group = 0;
  wusp::Guid category{};
};
struct CategoryAnswer {
  std::vector<wusp::Guid> preferred{};
  std::vector<wusp::Guid> in_error{};
};
[[nodiscard]] CategoryAnswer start_category_scan(Catalogue const& catalogue,
                                                 std::span<CategoryRequest const> requested);

}  // namespace wsus::domain
