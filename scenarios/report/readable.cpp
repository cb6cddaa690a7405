// Making text readable: see readable.hpp.
#include "scenarios/report/readable.hpp"

#include <cstddef>
#include <cstdint>

namespace wsus::lab {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

struct Character {
  std::uint32_t code = 0;
  std::size_t size = 0;  ///< bytes; 0: none that may be written
};

std::uint32_t byte_at(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

bool may_be_written(std::uint32_t code, std::size_t size) {
  constexpr std::uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};  // what needs so many bytes: no longer forms
  bool const is_surrogate = code >= 0xD800 && code <= 0xDFFF;
  return code >= least[size] && code <= 0x10FFFF && !is_surrogate && code != 0xFFFE && code != 0xFFFF;
}

/// The character that `text` begins with.
Character first_of(std::string_view text) {
  auto const first = byte_at(text, 0);
  if (first < 0x80) return {first, 1};
  std::size_t const size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < size) return {};
  std::uint32_t code = first & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    auto const next = byte_at(text, i);
    if ((next & 0xC0U) != 0x80U) return {};
    code = code << 6U | (next & 0x3FU);
  }
  if (!may_be_written(code, size)) return {};
  return {code, size};
}

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
    auto const character = first_of(text);
    result += character.size == 0 ? replacement : text.substr(0, character.size);
    text.remove_prefix(character.size == 0 ? 1 : character.size);
  }
  return result;
}

std::string visible(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    auto const character = first_of(text);
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
