// One entry of `revisions:` as it stands in the file, references not yet followed. Internal to this room.
#pragma once

#include "server/config/node.hpp"
#include "server/domain/catalogue.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace wsus::catalogue {

class DigestCache;

/// Another update that an entry names, with the place for messages.
struct WrittenReference {
  wusp::Guid update{};
  std::optional<int> revision{};  ///< exact revision of a bundled update; empty: the highest one
  config::Node place;
};

struct WrittenRevision {
  domain::Revision
      revision{};  ///< without bundled_updates; explicitly_deployable, actions and deployment ids may be unsettled
  std::vector<std::vector<WrittenReference>> prerequisites{};
  std::vector<std::vector<WrittenReference>> bundles{};
  std::vector<WrittenReference> supersedes{};
  std::optional<bool> explicitly_deployable{};       ///< empty: by role
  std::optional<domain::DeploymentAction> action{};  ///< empty: by role
  config::Node place;
};

/// What entries get that say nothing else.
struct EntryDefaults {
  wusp::UtcTime date{};
  std::uint64_t content_seed = 1;
  DigestCache* digests = nullptr;  ///< where digests of files come from; null: they are hashed
};

/// Throws config::ConfigError for unknown keys, wrong values, GUIDs, dates and rules.
[[nodiscard]] WrittenRevision read_revision(config::Node const& node, EntryDefaults const& defaults);

}  // namespace wsus::catalogue
