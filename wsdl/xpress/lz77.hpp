// Plain LZ77 of MS-XCA: what is inside a block of the xpress coding (wusp-protocol 2.3).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

namespace wsus::xpress {

/// Why bytes cannot be decoded. `position` is the byte of the input where that shows.
struct DecodeError {
  std::size_t position = 0;
  std::string what{};
};

/// Matches of 3 bytes and more within the last 8,192 are found by hash; the longest of a few candidates is taken, so
/// the result is small, not smallest. The same input gives the same bytes. Any input up to 65,535 bytes is good; a
/// longer one throws std::invalid_argument.
[[nodiscard]] std::string lz77_compress(std::string_view plain);

/// Gives exactly `size` bytes, or why not. Never reads or writes beyond input and size.
[[nodiscard]] std::variant<std::string, DecodeError> lz77_decompress(std::string_view coded, std::size_t size);

}  // namespace wsus::xpress
