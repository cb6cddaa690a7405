// Circles in which updates of a catalogue lead to each other. Internal to this room.
#pragma once

#include "server/domain/catalogue.hpp"

#include <span>
#include <string>
#include <vector>

namespace wsus::catalogue {

/// One sentence for each group of revisions that lead to each other and of which one is imported: by prerequisites and
/// bundles, and by supersedes. Documents are taken as they are, so what would be a mistake in a written catalogue is
/// only told. A reference to an update means its highest revision, as in resolve(). Cost: that of the relations.
[[nodiscard]] std::vector<std::string> cycle_notes(std::span<domain::Revision const> revisions);

}  // namespace wsus::catalogue
