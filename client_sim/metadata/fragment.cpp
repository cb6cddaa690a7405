// Parses metadata fragments.
#include "client_sim/metadata/fragment.hpp"

#include "client_sim/metadata/applicability.hpp"

#include <string>

namespace wsus::metadata {
namespace {

/// Walks without recursion: the depth is what is being asked.
bool deeper_than(pugi::xml_node root, int limit) {
  int depth = 0;
  auto node = root;
  while (true) {
    if (auto const child = node.first_child()) {
      node = child;
      if (++depth > limit) return true;
      continue;
    }
    while (node != root && !node.next_sibling()) {
      node = node.parent();
      --depth;
    }
    if (node == root) return false;
    node = node.next_sibling();
  }
}

}  // namespace

Fragment::Fragment(std::string_view text) {
  std::string wrapped;
  wrapped.reserve(text.size() + 32);
  wrapped.append("<fragment>").append(text).append("</fragment>");
  auto const result = document_.load_buffer(wrapped.data(), wrapped.size(), pugi::parse_default, pugi::encoding_utf8);
  auto const root_element = document_.document_element();
  readable_ = result && root_element == document_.last_child() && !deeper_than(root_element, max_depth);
}

pugi::xml_node Fragment::root() const { return readable_ ? document_.document_element() : pugi::xml_node(); }

}  // namespace wsus::metadata
