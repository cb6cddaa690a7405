// What reset and half_close share: a response that ends after so many bytes. Internal to this folder.
#pragma once

#include "server/config/node.hpp"
#include "server/faults/fault.hpp"

#include <cstdint>

namespace wsus::faults {

/// An offset in a response, from the first byte of its head.
[[nodiscard]] std::uint64_t read_offset(config::Node const& node);

/// Key: after (default 0).
[[nodiscard]] Fault read_cut(config::Node const& node, Ending by);

}  // namespace wsus::faults
