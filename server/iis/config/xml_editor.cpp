// The document under edit: see xml_editor.hpp.
#include "server/iis/config/xml_editor.hpp"

#include <sstream>

namespace wsus::iis {
namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
constexpr std::string_view new_file = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<configuration>\r\n"
                                      "</configuration>\r\n";

/// Everything is kept, blanks and line ends as they are.
constexpr unsigned keep_all = pugi::parse_cdata | pugi::parse_escapes | pugi::parse_comments | pugi::parse_pi |
                              pugi::parse_declaration | pugi::parse_doctype | pugi::parse_ws_pcdata |
                              pugi::parse_fragment;

bool is_blank(pugi::xml_node node) {
  return node.type() == pugi::node_pcdata &&
         std::string_view(node.value()).find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// Elements above it.
int depth_of(pugi::xml_node node) {
  int depth = 0;
  for (auto above = node.parent(); above.type() == pugi::node_element; above = above.parent()) ++depth;
  return depth;
}

}  // namespace

XmlEditor::XmlEditor(std::string_view text) {
  if (text.empty()) text = new_file;
  has_mark_ = text.starts_with(utf8_mark);
  if (has_mark_) text.remove_prefix(utf8_mark.size());
  newline_ = text.find("\r\n") != std::string_view::npos ? "\r\n" : "\n";
  document_.load_buffer(text.data(), text.size(), keep_all, pugi::encoding_utf8);
}

std::string XmlEditor::line_start(int depth) const {
  return newline_ + std::string(static_cast<std::size_t>(depth) * 4, ' ');
}

pugi::xml_node XmlEditor::child(pugi::xml_node parent, std::string_view name) {
  auto const found = parent.child(std::string(name).c_str());
  return found ? found : append(parent, name);
}

pugi::xml_node XmlEditor::append(pugi::xml_node parent, std::string_view name) {
  auto const depth = depth_of(parent);
  auto closing = parent.last_child();
  if (!closing || !is_blank(closing)) {
    closing = parent.append_child(pugi::node_pcdata);
    closing.set_value(line_start(depth).c_str());
  }
  auto opening = parent.insert_child_before(pugi::node_pcdata, closing);
  opening.set_value(line_start(depth + 1).c_str());
  return parent.insert_child_before(std::string(name).c_str(), closing);
}

void XmlEditor::remove(pugi::xml_node element) {
  auto parent = element.parent();
  if (auto const before = element.previous_sibling(); is_blank(before)) parent.remove_child(before);
  parent.remove_child(element);
}

void XmlEditor::set(pugi::xml_node element, std::string_view attribute, std::string_view value) {
  auto const name = std::string(attribute);
  auto known = element.attribute(name.c_str());
  if (!known) known = element.append_attribute(name.c_str());
  known.set_value(std::string(value).c_str());
}

std::string XmlEditor::text() const {
  std::ostringstream out;
  if (has_mark_) out << utf8_mark;
  document_.save(out, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
  return out.str();
}

}  // namespace wsus::iis
