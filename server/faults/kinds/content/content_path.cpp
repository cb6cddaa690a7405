// Paths of content: see content_path.hpp (wusp-protocol 9).
#include "server/faults/kinds/content/content_path.hpp"

#include <algorithm>

namespace wsus::faults {

bool is_below_content(std::string_view path) {
  constexpr std::string_view root = "/content/";
  auto const same = [](char low, char c) { return low == (c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c); };
  return path.size() > root.size() && std::equal(root.begin(), root.end(), path.begin(), same);
}

}  // namespace wsus::faults
