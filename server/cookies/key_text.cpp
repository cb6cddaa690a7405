// Reads a cookie key: see key_text.hpp.
#include "server/cookies/key_text.hpp"

#include <charconv>
#include <cstddef>
#include <system_error>

namespace wsus::cookies {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  auto const first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

}  // namespace

std::optional<Key> parse_key(std::string_view text) {
  auto const digits = trimmed(text);
  Key key{};
  if (digits.size() != 2 * key.size()) return std::nullopt;
  for (std::size_t i = 0; i < key.size(); ++i) {
    auto const* const at = digits.data() + 2 * i;
    auto const [end, error] = std::from_chars(at, at + 2, key[i], 16);
    if (error != std::errc{} || end != at + 2) return std::nullopt;
  }
  return key;
}

}  // namespace wsus::cookies
