// Edits of an XML file that keep the rest of it: comments, order and line breaks stay. Internal to server/iis/config.
#pragma once

#include <pugixml.hpp>

#include <string>
#include <string_view>

namespace wsus::iis {

/// One file under edit. What the editor did not write keeps its text, but for quotes of attributes (all become ") and
/// blanks inside tags. Nodes are valid until the editor is destroyed.
class XmlEditor {
public:
  /// `text` must be well-formed; an empty text is a new file with <configuration>.
  explicit XmlEditor(std::string_view text);

  [[nodiscard]] pugi::xml_node root() const { return document_.document_element(); }
  /// The first child of that name, made at the end when there is none.
  pugi::xml_node child(pugi::xml_node parent, std::string_view name);
  /// A new last child, on a line of its own.
  pugi::xml_node append(pugi::xml_node parent, std::string_view name);
  /// Takes the element out, with its line.
  static void remove(pugi::xml_node element);
  static void set(pugi::xml_node element, std::string_view attribute, std::string_view value);

  [[nodiscard]] std::string text() const;

private:
  [[nodiscard]] std::string line_start(int depth) const;
  pugi::xml_document document_;
  std::string newline_;
  bool has_mark_ = false;
};

}  // namespace wsus::iis
