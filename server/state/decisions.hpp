// What administrators have decided about updates, as the difference of a catalogue to the one that was loaded. Pure.
#pragma once

#include "server/domain/catalogue.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace wsus::state {

/// All that an administrator can decide about one revision, where it is not what the loaded catalogue says.
struct Decision {
  domain::UpdateIdentity identity{};
  bool deleted = false;  ///< the rest says nothing then
  bool declined = false;
  domain::Deployment deployment{};
  std::vector<domain::GroupDeployment> group_deployments{};
};
[[nodiscard]] bool operator==(Decision const& a, Decision const& b);

/// From one catalogue to the next, both with the same `base`.
struct DecisionChanges {
  std::vector<Decision> put{};                    ///< other than before
  std::vector<domain::UpdateIdentity> removed{};  ///< what the base says holds again
  std::size_t unknown = 0;                        ///< revisions that the base does not have: they cannot be kept
};
[[nodiscard]] DecisionChanges decision_changes(domain::Catalogue const& base, domain::Catalogue const& before,
                                               domain::Catalogue const& after);

/// A copy of the base with the decisions. Those about revisions that it does not have are counted in `unknown`.
struct DecidedCatalogue {
  domain::Catalogue catalogue{};
  std::size_t unknown = 0;
};
[[nodiscard]] DecidedCatalogue with_decisions(domain::Catalogue const& base, std::span<Decision const> decisions);

/// 16 hex digits, the same for catalogues with the same revisions, relations and deployments, whatever their times: a
/// generated catalogue has the time of its start in every deployment.
[[nodiscard]] std::string fingerprint(domain::Catalogue const& catalogue);

}  // namespace wsus::state
