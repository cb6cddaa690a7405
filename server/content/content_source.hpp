// The bytes of a catalogue's content file, piece by piece. The only place of this room that knows where they come from.
#pragma once

#include "server/content/sparse_file.hpp"
#include "server/domain/catalogue.hpp"

namespace wsus::content {

/// Any part of the file. Thread safety: called by any number of threads at once.
[[nodiscard]] Chunk chunk_of(domain::File const& file);

}  // namespace wsus::content
