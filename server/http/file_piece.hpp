// Pieces of files that bodies are made of.
#pragma once

#include "server/faults/response_plan.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace wsus::http {

/// Has the file make these bytes of the body where it makes them when asked. False, with a line in the log, when it
/// cannot (a full disk).
[[nodiscard]] bool prepare_piece(faults::FileBody const& body, std::uint64_t done, std::uint64_t length);

/// Reads what the body has from `done` on, as much as `buffer` takes, and turns the byte that is to be turned. The
/// number of bytes read; 0 at the end of the body, and where the file ends before it or cannot be read.
[[nodiscard]] std::size_t read_piece(faults::FileBody const& body, std::uint64_t done, std::span<char> buffer);

}  // namespace wsus::http
