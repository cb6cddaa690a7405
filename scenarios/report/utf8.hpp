// Characters of UTF-8, one after the other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace wsus::lab {

struct Character {
  std::uint32_t code = 0;
  std::size_t size = 0;  ///< bytes; 0: none that may be written
};

/// The character that `text`, which is not empty, begins with. What XML forbids although UTF-8 can write it
/// (surrogates, U+FFFE, U+FFFF) counts as none.
[[nodiscard]] Character first_character(std::string_view text);

}  // namespace wsus::lab
