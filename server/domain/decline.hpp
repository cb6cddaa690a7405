// Declining superseded updates, and counting them first.
#pragma once

#include "server/domain/catalogue.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace wsus::domain {

/// Which of the superseded updates are meant.
struct DeclineOptions {
  /// Only updates approved at this time or earlier; empty: all. Of a revision the lab knows one date, that of its
  /// deployment: it stands for the update's CreationDate (assumption).
  std::optional<wusp::UtcTime> until{};
  bool last_level_only = false;  ///< only updates that supersede none themselves
};

/// A superseded update that is not declined.
struct SupersededUpdate {
  UpdateIdentity identity{};
  std::string title{};
  bool supersedes_others = false;  ///< an update that the catalogue has; else it is "last level"
  bool is_old_enough = false;      ///< by DeclineOptions::until
};

/// What an administrator's tool sees: software and drivers, one an update, in the order of the catalogue.
struct SupersedenceSummary {
  std::size_t updates = 0;
  std::size_t declined = 0;
  std::vector<SupersededUpdate> superseded{};
};

/// An update is superseded when the current revision of one that is not declined names it.
[[nodiscard]] SupersedenceSummary summarise_supersedence(Catalogue const& catalogue,
                                                         DeclineOptions const& options = {});

/// A copy in which the superseded updates that `options` mean are declined, with every revision of them. Software and
/// drivers only: categories and detectoids are no updates that could be declined.
[[nodiscard]] Catalogue decline_superseded(Catalogue const& catalogue, DeclineOptions const& options);

}  // namespace wsus::domain
