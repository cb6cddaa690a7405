// Patterns: see wildcard.hpp.
#include "server/shell/wildcard.hpp"

#include "windows/fs/caseless.hpp"

#include <string>

namespace wsus::server_shell {

bool fits_wildcard(std::string_view name, std::string_view pattern) {
  auto const small_name = windows::to_lower(name);
  auto const small_pattern = windows::to_lower(pattern);
  std::size_t n = 0;
  std::size_t p = 0;
  std::size_t star = std::string::npos;
  std::size_t resumed = 0;
  while (n < small_name.size()) {
    if (p < small_pattern.size() && (small_pattern[p] == '?' || small_pattern[p] == small_name[n])) {
      ++n;
      ++p;
    } else if (p < small_pattern.size() && small_pattern[p] == '*') {
      star = p++;
      resumed = n;
    } else if (star != std::string::npos) {
      p = star + 1;
      n = ++resumed;
    } else {
      return false;
    }
  }
  return small_pattern.find_first_not_of('*', p) == std::string::npos;
}

}  // namespace wsus::server_shell
