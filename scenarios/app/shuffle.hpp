// An order that looks random and can be had again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace wsus::lab {

/// The positions 0 to `count` - 1 in another order. The same arguments give the same order on every machine; another
/// round of the same seed another one.
[[nodiscard]] std::vector<std::size_t> shuffled(std::size_t count, std::uint64_t seed, unsigned round);

}  // namespace wsus::lab
