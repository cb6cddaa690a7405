// Access to elements of an update document.
#include "server/catalogue/document_place.hpp"

#include "server/catalogue/document_names.hpp"
#include "server/config/node.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace wsus::catalogue {
namespace {

std::string path_of(pugi::xml_node element) {
  std::string path;
  for (; element && element.type() == pugi::node_element; element = element.parent()) {
    path = fmt::format("/{}{}", local_name(element.name()), path);
  }
  return path.empty() ? "/" : path;
}

std::string_view trimmed(std::string_view text) {
  auto const first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace

void DocumentText::fail(std::ptrdiff_t offset, std::string_view path, std::string_view found,
                        std::string_view allowed) const {
  auto const end = std::clamp<std::ptrdiff_t>(offset, 0, static_cast<std::ptrdiff_t>(text.size()));
  auto const line = 1 + std::count(text.begin(), text.begin() + end, '\n');
  throw config::ConfigError(fmt::format("{}:{}: {}: found {}; allowed: {}", file, line, path, found, allowed));
}

std::string_view DocumentPlace::name() const { return local_name(element_.name()); }

DocumentPlace DocumentPlace::child(std::string_view local) const { return {*text_, child_named(element_, local)}; }

DocumentPlace DocumentPlace::required(std::string_view local) const {
  auto const found = child(local);
  if (!found.is_there()) fail(fmt::format("no {}", local), fmt::format("an element {}", local));
  return found;
}

std::vector<DocumentPlace> DocumentPlace::children(std::string_view local) const {
  std::vector<DocumentPlace> places;
  for (auto const node : element_.children()) {
    if (node.type() != pugi::node_element) continue;
    if (local.empty() || local_name(node.name()) == local) places.emplace_back(*text_, node);
  }
  return places;
}

std::string DocumentPlace::attribute(std::string_view local) const {
  for (auto const each : element_.attributes()) {
    if (fragment_attribute(each) == local) return each.value();
  }
  return {};
}

std::string DocumentPlace::required_attribute(std::string_view local) const {
  auto value = attribute(local);
  if (value.empty()) fail(fmt::format("no {}", local), fmt::format("an attribute {} with a value", local));
  return value;
}

wusp::Guid DocumentPlace::guid(std::string_view local) const {
  auto const text = required_attribute(local);
  auto const guid = wusp::parse_guid(text);
  if (!guid) {
    fail(fmt::format("{} '{}'", local, text), "a GUID such as 6964aab4-c5b5-43bd-a17d-ffb4346a8e1d");
  }
  return *guid;
}

int DocumentPlace::integer(std::string_view local, int low, int high) const {
  auto const text = required_attribute(local);
  int number = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < low || number > high) {
    fail(fmt::format("{} '{}'", local, text), fmt::format("a whole number from {} to {}", low, high));
  }
  return number;
}

bool DocumentPlace::boolean(std::string_view local) const {
  auto const text = attribute(local);
  if (text.empty()) return false;
  auto const value = xsd_boolean(text);
  if (!value) fail(fmt::format("{} '{}'", local, text), "true, 1, false, 0");
  return *value;
}

std::string DocumentPlace::text() const {
  std::string text;
  for (auto const child : element_.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) text += child.value();
  }
  return std::string(trimmed(text));
}

void DocumentPlace::fail(std::string_view found, std::string_view allowed) const {
  text_->fail(element_.offset_debug(), path_of(element_), found, allowed);
}

}  // namespace wsus::catalogue
