// How much room text takes on a terminal.
#pragma once

#include <cstddef>
#include <string_view>

namespace wsus::lab {

/// Columns of a line: two for a wide character (East Asian, most pictures), none for what is put on the character
/// before it, one for any other and for a byte that is no UTF-8. What only some terminals show wide counts as wide: a
/// line may turn out shorter than counted, never longer.
[[nodiscard]] std::size_t columns_of(std::string_view text);

/// Bytes of the longest beginning of `text` that takes no more than so many columns; no character is cut.
[[nodiscard]] std::size_t bytes_within(std::string_view text, std::size_t columns);

}  // namespace wsus::lab
