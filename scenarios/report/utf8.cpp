// Decoding of UTF-8: see utf8.hpp.
#include "scenarios/report/utf8.hpp"

namespace wsus::lab {
namespace {

std::uint32_t byte_at(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

bool may_be_written(std::uint32_t code, std::size_t size) {
  constexpr std::uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};  // what needs so many bytes: no longer forms
  bool const is_surrogate = code >= 0xD800 && code <= 0xDFFF;
  return code >= least[size] && code <= 0x10FFFF && !is_surrogate && code != 0xFFFE && code != 0xFFFF;
}

}  // namespace

Character first_character(std::string_view text) {
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

}  // namespace wsus::lab
