// A place in a body or a file, as rules name it: a byte, or a share of all bytes.
#pragma once

#include "server/config/node.hpp"

#include <cstdint>
#include <optional>

namespace wsus::faults {

struct Position {
  std::uint64_t byte = 0;
  std::optional<double> share{};  ///< above 0, at most 1; set: `byte` does not count

  /// From 0. Not below `size` when there is no such byte.
  [[nodiscard]] std::uint64_t in(std::uint64_t size) const;
  bool operator==(Position const&) const = default;
};

/// "100" or "25 %". Throws config::ConfigError.
[[nodiscard]] Position read_position(config::Node const& node);

}  // namespace wsus::faults
