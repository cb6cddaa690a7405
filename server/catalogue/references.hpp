// Follows what the entries of a written catalogue say about each other. Internal to this room.
#pragma once

#include "server/catalogue/revision_reader.hpp"

#include <vector>

namespace wsus::catalogue {

/// Checks ids, identities, references and cycles, settles what depends on the role of an entry, and gives the
/// revisions. Throws config::ConfigError with the place of the mistake.
[[nodiscard]] std::vector<domain::Revision> resolve(std::vector<WrittenRevision> entries);

}  // namespace wsus::catalogue
