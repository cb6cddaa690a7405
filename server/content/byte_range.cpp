// The Range header: see byte_range.hpp.
#include "server/content/byte_range.hpp"

#include "windows/fs/caseless.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>
#include <system_error>

namespace wsus::content {
namespace {

constexpr std::string_view unit = "bytes=";
constexpr std::string_view blanks = " \t";

std::string_view trimmed(std::string_view text) {
  auto const first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// Digits only; a number too large for us is as good as the largest: it lies behind the end of every file.
std::optional<std::uint64_t> number(std::string_view digits) {
  if (digits.empty() || digits.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  std::uint64_t value = 0;
  auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc{} ? value : std::numeric_limits<std::uint64_t>::max();
}

/// The one element of the list, which may have empty ones around it (RFC 9110 5.6.1); empty for none or several.
std::string_view only_element(std::string_view list) {
  std::string_view found;
  for (bool more = true; more;) {
    auto const comma = list.find(',');
    auto const element = trimmed(list.substr(0, comma));
    if (!element.empty() && !found.empty()) return {};
    if (!element.empty()) found = element;
    more = comma != std::string_view::npos;
    if (more) list.remove_prefix(comma + 1);
  }
  return found;
}

RangeDecision last_bytes(std::string_view digits, std::uint64_t size) {
  auto const count = number(digits);
  if (!count) return WholeFile{};
  if (*count == 0) return Unsatisfiable{};
  if (size == 0) return WholeFile{};  // all of nothing: no Content-Range can say that
  auto const length = std::min(*count, size);
  return ByteRange{size - length, length};
}

}  // namespace

RangeDecision decide_range(std::string_view header, std::uint64_t size) {
  header = trimmed(header);
  if (header.size() < unit.size() || !windows::equal_caseless(header.substr(0, unit.size()), unit)) return WholeFile{};
  auto const range = only_element(header.substr(unit.size()));
  auto const dash = range.find('-');
  if (dash == std::string_view::npos) return WholeFile{};
  auto const to = range.substr(dash + 1);
  if (dash == 0) return last_bytes(to, size);
  auto const first = number(range.substr(0, dash));
  auto const last = to.empty() ? std::numeric_limits<std::uint64_t>::max() : number(to);
  if (!first || !last || *first > *last) return WholeFile{};
  if (*first >= size) return Unsatisfiable{};
  return ByteRange{*first, std::min(*last, size - 1) - *first + 1};
}

}  // namespace wsus::content
