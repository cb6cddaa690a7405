// Plain LZ77 of MS-XCA: what is inside a block of the xpress coding (wusp-protocol 2.3).
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace wsus::xpress {

/// Why bytes cannot be decoded. `position` is the byte of the input where that shows.
struct DecodeError {
  std::size_t position = 0;
  std::string what{};
};

/// Matches of 4 bytes and more within the last 8,192 are found by hash, a few places looked at each: made for speed,
/// SOAP shrinks to less than a quarter all the same. The same input gives the same bytes. Any input up to 65,535 bytes
/// is good; a longer one throws std::invalid_argument.
[[nodiscard]] std::string lz77_compress(std::string_view plain);

/// Gives exactly `size` bytes, or why not. Never reads or writes beyond input and size.
[[nodiscard]] std::variant<std::string, DecodeError> lz77_decompress(std::string_view coded, std::size_t size);

/// How many bytes behind its output the decoder may overwrite: it copies in pieces.
inline constexpr std::size_t decode_slack = 32;

/// The same into memory of the caller: `room` has `size` + decode_slack bytes, of which `size` are the result. What
/// stands in front of it is not looked at.
[[nodiscard]] std::optional<DecodeError> lz77_decompress(std::string_view coded, std::size_t size,
                                                         std::span<char> room);

}  // namespace wsus::xpress
