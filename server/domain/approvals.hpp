// Approvals by target group: the catalogue as the computers of one group see it (wusp-protocol 6.1).
#pragma once

#include "server/domain/catalogue.hpp"

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::domain {

/// The groups of a targetGroupName: separated by ';' (wua-behaviour 7), blanks around a name do not count. Lower case,
/// sorted, each once; empty for a client without a group.
[[nodiscard]] std::vector<std::string> target_groups(std::string_view target_group_name);

/// Groups that some revision has a decision of its own for. Lower case, sorted, each once.
[[nodiscard]] std::vector<std::string> groups_with_decisions(Catalogue const& catalogue);

/// The decision about a revision that computers of these groups follow. `groups` as target_groups gives them.
///
/// A decision for one of the groups takes the place of the one for all computers. Of several the first action of this
/// list wins: Block (it overrides another deployment, wusp-protocol 4.3), Install, Uninstall, OptionalInstall,
/// PreDeploymentCheck, Bundle, Evaluate; with equal actions the earlier deadline, then the later change, then the
/// smaller deployment id. The order after Block is an assumption (M).
[[nodiscard]] Deployment const& deployment_for(Revision const& revision, std::span<std::string const> groups);

/// The catalogue with every deployment replaced by deployment_for. Cost: a copy of the catalogue.
[[nodiscard]] Catalogue catalogue_for(Catalogue const& catalogue, std::span<std::string const> groups);

/// A catalogue and its views, each made when it is first asked for.
///
/// Groups without decisions of their own share the base catalogue; target group names that come to the same groups
/// share a view. At most `max_views` are kept, the oldest is forgotten first: names come from clients.
/// Thread safety: every call from any thread. A view that is being made holds up other views, but not the base.
class CatalogueViews {
public:
  explicit CatalogueViews(std::shared_ptr<Catalogue const> base);

  [[nodiscard]] std::shared_ptr<Catalogue const> const& base() const { return base_; }
  /// The view of a client with this targetGroupName. Never null unless the base is.
  [[nodiscard]] std::shared_ptr<Catalogue const> view(std::string_view target_group_name);

  static constexpr std::size_t max_views = 32;

private:
  using Groups = std::vector<std::string>;
  std::shared_ptr<Catalogue const> base_;
  Groups deciding_;  ///< groups_with_decisions of the base
  std::mutex mutex_;
  std::map<Groups, std::shared_ptr<Catalogue const>> views_{};
  std::vector<Groups> oldest_first_{};
};

}  // namespace wsus::domain
