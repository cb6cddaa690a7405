// Widths of characters: see columns.hpp. Ranges are those of Unicode's East Asian Width (W and F), put together where
// what lies between is rare, and the blocks of combining characters.
#include "scenarios/report/columns.hpp"

#include "scenarios/report/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace wsus::lab {
namespace {

struct Range {
  std::uint32_t first;
  std::uint32_t last;
};

constexpr auto wide = std::to_array<Range>(
    {{0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23F3},   {0x25FD, 0x25FE},
     {0x2614, 0x2615},   {0x2648, 0x2653},   {0x267F, 0x2705},   {0x270A, 0x270B},   {0x2728, 0x2728},
     {0x274C, 0x2757},   {0x2795, 0x2797},   {0x27B0, 0x27BF},   {0x2B1B, 0x2B1C},   {0x2B50, 0x2B55},
     {0x2E80, 0x303E},   {0x3041, 0xA4CF},   {0xA960, 0xA97F},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
     {0xFE10, 0xFE19},   {0xFE30, 0xFE6F},   {0xFF01, 0xFF60},   {0xFFE0, 0xFFE6},   {0x16FE0, 0x18CFF},
     {0x1AFF0, 0x1B2FF}, {0x1F004, 0x1F004}, {0x1F0CF, 0x1F0CF}, {0x1F18E, 0x1F19A}, {0x1F200, 0x1F64F},
     {0x1F680, 0x1F6FF}, {0x1F7E0, 0x1F7F0}, {0x1F90C, 0x1FAFF}, {0x20000, 0x3FFFD}});

constexpr auto on_the_one_before = std::to_array<Range>({{0x0300, 0x036F},
                                                         {0x200B, 0x200F},
                                                         {0x20D0, 0x20FF},
                                                         {0xFE00, 0xFE0F},
                                                         {0xFE20, 0xFE2F},
                                                         {0xFEFF, 0xFEFF},
                                                         {0xE0100, 0xE01EF}});

template <std::size_t count>
bool is_in(std::array<Range, count> const& ranges, std::uint32_t code) {
  auto const found = std::ranges::lower_bound(ranges, code, {}, &Range::last);
  return found != ranges.end() && found->first <= code;
}

std::size_t width_of(Character const& character) {
  if (character.size < 2) return 1;  // ASCII, and what is no character
  if (is_in(on_the_one_before, character.code)) return 0;
  return is_in(wide, character.code) ? 2 : 1;
}

}  // namespace

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  while (!text.empty()) {
    auto const character = first_character(text);
    columns += width_of(character);
    text.remove_prefix(std::max<std::size_t>(character.size, 1));
  }
  return columns;
}

std::size_t bytes_within(std::string_view text, std::size_t columns) {
  std::size_t bytes = 0;
  while (bytes < text.size()) {
    auto const character = first_character(text.substr(bytes));
    auto const width = width_of(character);
    if (width > columns) break;
    columns -= width;
    bytes += std::max<std::size_t>(character.size, 1);
  }
  return bytes;
}

}  // namespace wsus::lab
