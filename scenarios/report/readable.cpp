// Making text readable: see readable.hpp.
#include "scenarios/report/readable.hpp"

#include "scenarios/report/utf8.hpp"

#include <cstddef>
#include <cstdint>

namespace wsus::lab {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

/// U+2400 to U+2421, which show control characters.
std::string picture_of(std::uint32_t control) {
  constexpr std::uint32_t del = 0x7F;
  constexpr std::uint32_t picture_of_del = 0x21;
  auto const last = 0x80U + (control == del ? picture_of_del : control);
  return {'\xE2', '\x90', static_cast<char>(last)};
}

bool is_control(std::uint32_t code) { return code == 0x7F || (code < 0x20 && code != '\n' && code != '\t'); }

/// U+0080 to U+009F too: terminals obey them, and nobody sees them.
bool is_unseen(std::uint32_t code) {
  return (code >= 0x80 && code <= 0x9F) || (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

}  // namespace

std::string valid_utf8(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    auto const character = first_character(text);
    result += character.size == 0 ? replacement : text.substr(0, character.size);
    text.remove_prefix(character.size == 0 ? 1 : character.size);
  }
  return result;
}

std::string visible(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    auto const character = first_character(text);
    auto const size = character.size == 0 ? 1 : character.size;
    if (character.size == 0 || is_unseen(character.code))
      result += replacement;
    else if (is_control(character.code) && !text.starts_with("\r\n"))
      result += picture_of(character.code);
    else if (character.code != '\r')
      result += text.substr(0, size);
    text.remove_prefix(size);
  }
  return result;
}

}  // namespace wsus::lab
