// SUSDB as people write it in a scenario or a server's configuration.
#pragma once

#include "server/config/node.hpp"
#include "server/susdb/susdb.hpp"

#include <vector>

namespace wsus::susdb {

/// A damaged update as it was written: its GUID or its exact title.
struct WrittenDamage {
  config::Node update;
  RowDamage damage{};
};

/// A state whose updates have not been looked up yet: that takes the catalogue.
struct WrittenSusDb {
  SusDb state{};
  std::vector<WrittenDamage> damage{};
  std::vector<config::Node> circle{};  ///< updates that need each other (domain::with_circle)
};

/// All keys may be left out:
///
///     state: running | single_user | stopped
///     postinstall: done | due
///     latency: {base: 500 ms, live_update: 1 ms, superseded_update: 20 ms, without_superseded_index: 2, fragmented: 2}
///     indexes: [localized_property, superseded_update]
///     maintained: true
///     damage: [{update: TITLE OR GUID, rows: [unreadable, lost_deployment, doubled]}, ...]
///     circle: [TITLE OR GUID, TITLE OR GUID, ...]
///
/// Without `latency` queries take no time; `latency: {}` has the figures above. Throws config::ConfigError.
[[nodiscard]] WrittenSusDb read_susdb(config::Node const& node);

/// The state with its damage by update. Throws config::ConfigError for an update that the catalogue does not have, with
/// the nearest title, and for a title that several updates have.
[[nodiscard]] SusDb resolve(WrittenSusDb const& written, domain::Catalogue const& catalogue);

/// The catalogue with the circle that was written; as it is without one. Throws as resolve().
[[nodiscard]] domain::Catalogue damaged(WrittenSusDb const& written, domain::Catalogue const& catalogue);

}  // namespace wsus::susdb
