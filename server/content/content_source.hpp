// The bytes of a catalogue's content file, piece by piece. The only place of this room that knows where they come from.
#pragma once

#include "server/content/materialise.hpp"
#include "server/domain/catalogue.hpp"

namespace wsus::content {

/// Gives the whole file to `sink`, in order.
void write_content(domain::File const& file, Sink const& sink);

}  // namespace wsus::content
