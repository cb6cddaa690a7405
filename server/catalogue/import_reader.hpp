// `import:` of a catalogue file: a folder of update documents and the decisions about them. Internal to this room.
#pragma once

#include "server/catalogue/revision_reader.hpp"
#include "server/config/node.hpp"

#include <string>
#include <vector>

namespace wsus::catalogue {

/// Entries for resolve(), with their relations already in the revisions; notes are added. Folders are relative to the
/// catalogue file. Throws config::ConfigError for the place of the key; what is wrong in a document is part of it.
[[nodiscard]] std::vector<WrittenRevision> read_import(config::Node const& node, EntryDefaults const& defaults,
                                                       std::vector<std::string>& notes);

}  // namespace wsus::catalogue
