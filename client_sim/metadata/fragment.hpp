// A metadata fragment as a parsed document. Internal to the room.
#pragma once

#include <pugixml.hpp>

#include <string_view>

namespace wsus::metadata {

/// Parses a fragment, which has several top-level elements, under a root of our own (wusp-protocol 8.1).
class Fragment {
public:
  explicit Fragment(std::string_view text);

  /// The node above the fragment's top-level elements; empty for text that is not well formed, breaks out of the root,
  /// or nests too deep.
  [[nodiscard]] pugi::xml_node root() const;

private:
  pugi::xml_document document_{};
  bool readable_ = false;
};

}  // namespace wsus::metadata
