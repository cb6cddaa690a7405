// Which bytes are a character that XML has. Internal to this room.
#pragma once

#include <cstddef>
#include <string_view>

namespace wsus::catalogue {

/// Length of the UTF-8 sequence at the start; 0 when there is none. Overlong forms and surrogates are none.
/// `text` is not empty.
[[nodiscard]] inline std::size_t utf8_length(std::string_view text) {
  auto const byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  auto const first = byte(0);
  if (first < 0x80) return 1;
  std::size_t const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return 0;
  }
  auto const second = byte(1);
  bool const is_wrong = (first == 0xe0 && second < 0xa0) || (first == 0xed && second > 0x9f) ||
                        (first == 0xf0 && second < 0x90) || (first == 0xf4 && second > 0x8f);
  return is_wrong ? 0 : length;
}

/// U+FFFE and U+FFFF are UTF-8, and no characters of XML.
[[nodiscard]] inline bool is_no_character(std::string_view text) {
  return text.starts_with("\xEF\xBF\xBE") || text.starts_with("\xEF\xBF\xBF");
}

}  // namespace wsus::catalogue
