// Lower case of names that Windows compares without regard to case: target groups, hardware ids, providers, client ids.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace wsus::domain {

/// A letter of ASCII in lower case; every other byte as it is.
[[nodiscard]] constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

[[nodiscard]] inline std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), [](char c) { return lower(c); });
  return result;
}

[[nodiscard]] inline bool same_name(std::string_view left, std::string_view right) {
  return std::ranges::equal(left, right, [](char a, char b) { return lower(a) == lower(b); });
}

}  // namespace wsus::domain
