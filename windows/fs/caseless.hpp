// Comparing names as Windows does: ASCII letters without regard to case.
#pragma once

#include <string>
#include <string_view>

namespace wsus::windows {

/// Compares names of files, users, environment variables, commands, keys: ASCII letters without regard to case.
struct CaselessLess {
  using is_transparent = void;
  bool operator()(std::string_view a, std::string_view b) const;
};
[[nodiscard]] bool equal_caseless(std::string_view a, std::string_view b);
[[nodiscard]] std::string to_lower(std::string_view text);

}  // namespace wsus::windows
