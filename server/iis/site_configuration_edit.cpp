// Edits of the site's web.config: see site_configuration_edit.hpp. Works on the text at the places that the parser
// found, so that everything else stays byte for byte.
#include "server/iis/site_configuration_edit.hpp"

#include "server/iis/config_xml.hpp"
#include "server/iis/http_redirect_schema.hpp"
#include "server/iis/site_configuration.hpp"
#include "wsdl/wusp/markup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace wsus::iis {
namespace {

constexpr std::string_view new_file = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<configuration>\r\n"
                                      "</configuration>\r\n";

/// Where a start tag is: from its '<' to behind its '>'.
struct StartTag {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool closes_itself = false;
};

StartTag start_tag(std::string_view text, pugi::xml_node node) {
  StartTag tag;
  tag.begin = static_cast<std::size_t>(node.offset_debug()) - 1;
  char quote = '\0';
  tag.end = tag.begin;
  for (bool inside = true; inside && tag.end < text.size(); ++tag.end) {
    char const c = text[tag.end];
    if (quote != '\0')
      quote = c == quote ? '\0' : quote;
    else if (c == '"' || c == '\'')
      quote = c;
    else
      inside = c != '>';
  }
  tag.closes_itself = text[tag.end - 2] == '/';
  return tag;
}

std::string replaced(std::string_view text, StartTag const& tag, std::string_view what) {
  return fmt::format("{}{}{}", text.substr(0, tag.begin), what, text.substr(tag.end));
}

std::string attributes_text(HttpRedirectValues const& values) {
  std::string text;
  for (auto const& [name, value] : values) text += fmt::format(" {}=\"{}\"", name, wusp::escape_markup(value));
  return text;
}

/// Puts a value over an old one of the name, else at the end.
void assign(HttpRedirectValues& values, std::string const& name, std::string const& value) {
  auto const old = std::find_if(values.begin(), values.end(), [&](auto const& entry) { return entry.first == name; });
  if (old == values.end())
    values.emplace_back(name, value);
  else
    old->second = value;
}

std::string with_attributes(std::string_view text, pugi::xml_node section, HttpRedirectValues const& values) {
  HttpRedirectValues all;
  for (auto const attribute : section.attributes()) all.emplace_back(attribute.name(), attribute.value());
  for (auto const& [name, value] : values) assign(all, name, value);
  auto const tag = start_tag(text, section);
  return replaced(text, tag, fmt::format("<httpRedirect{}{}>", attributes_text(all), tag.closes_itself ? " /" : ""));
}

/// `lines` as the first thing inside an element; an empty one gets a closing tag.
std::string with_first_child(std::string_view text, pugi::xml_node parent, std::string_view lines,
                             std::string_view indent) {
  auto const tag = start_tag(text, parent);
  auto opening = text.substr(tag.begin, tag.end - tag.begin);
  if (!tag.closes_itself) return replaced(text, tag, fmt::format("{}\r\n{}", opening, lines));
  opening.remove_suffix(2);
  return replaced(text, tag, fmt::format("{}>\r\n{}\r\n{}</{}>", opening, lines, indent, parent.name()));
}

std::string with_new_section(std::string_view text, pugi::xml_node root, HttpRedirectValues const& values) {
  auto const section = fmt::format("        <httpRedirect{} />", attributes_text(values));
  if (auto const group = root.child("system.webServer")) return with_first_child(text, group, section, "    ");
  return with_first_child(text, root, fmt::format("    <system.webServer>\r\n{}\r\n    </system.webServer>", section),
                          "");
}

/// The section of the site; not found there, the one of <location path=".">.
pugi::xml_node existing_section(pugi::xml_node root) {
  for (auto const group : root.children("system.webServer")) {
    if (auto const section = group.child("httpRedirect")) return section;
  }
  for (auto const location : root.children("location")) {
    std::string_view const path = location.attribute("path").value();
    if (!path.empty() && path != ".") continue;
    for (auto const group : location.children("system.webServer")) {
      if (auto const section = group.child("httpRedirect")) return section;
    }
  }
  return {};
}

/// A file that IIS can use, parsed.
std::variant<ConfigXml, ConfigurationError> usable(std::string_view text) {
  auto const parsed = parse_site_configuration(text);
  if (auto const* error = std::get_if<ConfigurationError>(&parsed)) return *error;
  return read_config_xml(text);
}

}  // namespace

std::variant<std::string, ConfigurationError> set_http_redirect(std::string_view text,
                                                                HttpRedirectValues const& values) {
  auto const file = usable(text.empty() ? new_file : text);
  if (auto const* error = std::get_if<ConfigurationError>(&file)) return *error;
  auto const& xml = std::get<ConfigXml>(file);
  auto const root = xml.document.document_element();
  auto const section = existing_section(root);
  return section ? with_attributes(xml.text, section, values) : with_new_section(xml.text, root, values);
}

std::variant<HttpRedirectValues, ConfigurationError> stated_http_redirect(std::string_view text) {
  auto const file = usable(text.empty() ? new_file : text);
  if (auto const* error = std::get_if<ConfigurationError>(&file)) return *error;
  auto const section = existing_section(std::get<ConfigXml>(file).document.document_element());
  HttpRedirectValues stated;
  stated.reserve(http_redirect_attributes.size());
  for (auto const name : http_redirect_attributes) {
    auto const attribute = section.attribute(std::string(name).c_str());
    if (attribute) stated.emplace_back(name, attribute.value());
  }
  return stated;
}

}  // namespace wsus::iis
