// Whole numbers as the .NET application reads them from its configuration.
#include "server/iis/int32.hpp"

#include <cstdint>
#include <limits>

namespace wsus::iis {
namespace {

constexpr std::string_view bad_format = "Input string was not in a correct format.";
constexpr std::string_view overflow = "Value was either too large or too small for an Int32.";

std::string_view without_surrounding_white_space(std::string_view text) {
  constexpr std::string_view white_space = " \t\n\v\f\r";
  auto const first = text.find_first_not_of(white_space);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(white_space) - first + 1);
}

}  // namespace

Int32Result parse_int32(std::string_view text) {
  auto digits = without_surrounding_white_space(text);
  bool const negative = digits.starts_with('-');
  if (negative || digits.starts_with('+')) digits.remove_prefix(1);
  if (digits.empty() || digits.find_first_not_of("0123456789") != std::string_view::npos) {
    return {.value = std::nullopt, .error = bad_format};
  }

  // Compared after every digit, so that a text of any length cannot overflow the sum.
  std::int64_t const limit = std::int64_t{std::numeric_limits<std::int32_t>::max()} + (negative ? 1 : 0);
  std::int64_t value = 0;
  for (char const digit : digits) {
    value = value * 10 + (digit - '0');
    if (value > limit) return {.value = std::nullopt, .error = overflow};
  }
  return {.value = static_cast<long>(negative ? -value : value), .error = {}};
}

}  // namespace wsus::iis
