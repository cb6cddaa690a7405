// Comparing names as Windows does: ASCII letters without regard to case.
#include "windows/fs/caseless.hpp"

#include <algorithm>

namespace wsus::windows {
namespace {

// Not std::tolower: the locale of the host must not decide which names are equal.
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

bool CaselessLess::operator()(std::string_view a, std::string_view b) const {
  return std::ranges::lexicographical_compare(a, b, {}, lower, lower);
}

bool equal_caseless(std::string_view a, std::string_view b) { return std::ranges::equal(a, b, {}, lower, lower); }

std::string to_lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), lower);
  return result;
}

}  // namespace wsus::windows
