// What an administrator decides about single updates: decline, approve, delete. Each gives a copy of the catalogue.
#pragma once

#include "server/domain/catalogue.hpp"

#include <string>
#include <string_view>
#include <unordered_set>
#include <variant>
#include <vector>

namespace wsus::domain {

using UpdateIds = std::unordered_set<wusp::Guid>;

/// Every revision of these updates is declined: deployed to nobody. Ids that the catalogue does not have change
/// nothing, here and below.
[[nodiscard]] Catalogue decline_updates(Catalogue const& catalogue, UpdateIds const& updates);

/// The group that WSUS calls so: everybody.
inline constexpr std::string_view all_computers = "All Computers";

struct Approval {
  DeploymentAction action = DeploymentAction::install;  ///< evaluate: not approved (any more)
  std::string target_group{};                           ///< empty or all_computers (case does not count): for everybody
  wusp::UtcTime time{};                                 ///< becomes the deployment's LastChange
};

/// The current revision of each update gets a new deployment, with an id above all others, and is declined no more.
/// A decision that its group had is replaced. Categories and detectoids are nothing that could be approved.
[[nodiscard]] Catalogue approve_updates(Catalogue const& catalogue, UpdateIds const& updates, Approval const& approval);

/// Declined, and no other update names them: what spGetObsoleteUpdatesToCleanup lists. That a real one also waits until
/// an update was declined for 30 days is left out (assumption). In the order of the catalogue, each update once.
[[nodiscard]] std::vector<wusp::Guid> obsolete_updates(Catalogue const& catalogue);

/// Another update has this one as a prerequisite or in its bundle, so it cannot be deleted.
struct StillReferenced {
  wusp::Guid by{};
};

/// Without any revision of the update, as spDeleteUpdate leaves the database.
[[nodiscard]] std::variant<Catalogue, StillReferenced> delete_update(Catalogue const& catalogue,
                                                                     wusp::Guid const& update);

/// The same for updates that no other one names, as obsolete_updates gives them: several at once.
[[nodiscard]] Catalogue without_updates(Catalogue const& catalogue, UpdateIds const& updates);

/// The first of the updates names the last as a prerequisite, and each other one the one before it: a circle. WSUS
/// itself never makes one; it takes a damaged database or an import. The name joins the first clause that an update has
/// ("at least one of"), so the update is still told to whoever has the rest of the clause, and its client sees the
/// circle; an update without clauses gets one and is told to nobody. Declining one of the updates opens the circle,
/// because what is declined is not told. Fewer than two known updates: an unchanged copy. Of imported documents
/// (Revision::imported) clients see the text as it was imported.
[[nodiscard]] Catalogue with_circle(Catalogue const& catalogue, std::vector<wusp::Guid> const& updates);

}  // namespace wsus::domain
