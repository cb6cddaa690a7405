// Prefixes: found by walking up, replaced by what WSUS puts in their place.
#include "server/catalogue/document_names.hpp"

#include <fmt/format.h>

namespace wsus::catalogue {
namespace {

std::string_view prefix_of(std::string_view qualified) {
  auto const colon = qualified.find(':');
  return colon == std::string_view::npos ? std::string_view() : qualified.substr(0, colon);
}

std::string_view last_part(std::string_view uri) { return uri.substr(uri.find_last_of('/') + 1); }

/// wusp-protocol 8.1: everything else loses its prefix.
std::string_view fragment_prefix(std::string_view uri) {
  auto const name = last_part(uri);
  if (name == "BaseApplicabilityRules") return "b.";
  if (name == "MsiApplicabilityRules") return "m.";
  if (name == "WindowsDriver") return "d.";
  return {};
}

}  // namespace

std::string_view local_name(std::string_view qualified) {
  auto const colon = qualified.find(':');
  return colon == std::string_view::npos ? qualified : qualified.substr(colon + 1);
}

std::optional<std::string_view> namespace_of(pugi::xml_node element) {
  auto const prefix = prefix_of(element.name());
  auto const declaration = prefix.empty() ? std::string("xmlns") : fmt::format("xmlns:{}", prefix);
  for (; element; element = element.parent()) {
    if (auto const found = element.attribute(declaration.c_str())) return found.value();
  }
  if (prefix.empty()) return std::string_view();
  return std::nullopt;
}

std::string fragment_name(pugi::xml_node element) {
  return fmt::format("{}{}", fragment_prefix(namespace_of(element).value_or("")), local_name(element.name()));
}

std::optional<std::string_view> fragment_attribute(pugi::xml_attribute attribute) {
  std::string_view const name = attribute.name();
  if (name == "xmlns" || name.starts_with("xmlns:")) return std::nullopt;
  return local_name(name);
}

std::optional<bool> xsd_boolean(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  auto const first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return std::nullopt;
  auto const word = text.substr(first, text.find_last_not_of(blanks) - first + 1);
  if (word == "true" || word == "1") return true;
  if (word == "false" || word == "0") return false;
  return std::nullopt;
}

pugi::xml_node child_named(pugi::xml_node parent, std::string_view local) {
  for (auto const child : parent.children()) {
    if (child.type() == pugi::node_element && local_name(child.name()) == local) return child;
  }
  return {};
}

}  // namespace wsus::catalogue
