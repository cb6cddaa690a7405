// Values with their checks and messages.
#include "server/catalogue/value_readers.hpp"

#include "server/catalogue/language_tags.hpp"

#include <fmt/format.h>
#include <pugixml.hpp>

#include <charconv>

namespace wsus::catalogue {
namespace {

using config::Node;

std::string trimmed(std::string const& text) {
  auto const first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// A rule is exactly one element of applicability vocabulary, written as it goes into the fragment.
bool is_one_element(std::string const& rule) {
  pugi::xml_document document;
  auto const wrapped = fmt::format("<rule>{}</rule>", rule);
  if (!document.load_buffer(wrapped.data(), wrapped.size(), pugi::parse_full)) return false;
  auto const root = document.first_child();
  auto const child = root.first_child();
  return !root.next_sibling() && child.type() == pugi::node_element && !child.next_sibling();
}

}  // namespace

int read_int(Node const& node, std::int64_t low) {
  return static_cast<int>(node.integer(low, std::numeric_limits<int>::max()));
}

wusp::Guid read_guid(Node const& node) {
  auto const guid = wusp::parse_guid(node.text());
  if (!guid) node.fail(fmt::format("'{}'", node.text()), "a GUID such as 6964aab4-c5b5-43bd-a17d-ffb4346a8e1d");
  return *guid;
}

wusp::UtcTime read_time(Node const& node) {
  constexpr std::size_t date_size = 10;
  auto const text = node.text();
  auto const time = wusp::parse_xsd_date_time(text.size() == date_size ? text + "T00:00:00Z" : text);
  if (!time) node.fail(fmt::format("'{}'", text), "a date such as 2026-10-04 or 2026-10-04T16:03:35Z");
  return *time;
}

std::string read_language(Node const& node) {
  auto text = node.text();
  if (!is_language_tag(text)) node.fail(fmt::format("'{}'", text), "a language tag such as de or pt-BR");
  return text;
}

std::string read_name(Node const& node) {
  auto text = node.text();
  if (trimmed(text).empty()) node.fail(fmt::format("'{}'", text), "a text that is not empty");
  return text;
}

std::string read_rule(Node const& node) {
  auto rule = trimmed(node.text());
  if (rule == "true") return "<True />";
  if (rule == "false") return "<False />";
  if (!is_one_element(rule)) {
    node.fail(fmt::format("'{}'", rule), "true, false, or one rule element such as <b.Processor Architecture=\"9\" />");
  }
  return rule;
}

std::vector<Node> one_or_more(Node const& node) {
  if (!node.is_sequence()) return {node};
  auto items = node.items();
  if (items.empty()) node.fail("an empty list", "at least one item");
  return items;
}

std::string optional_text(Node const& map, std::string_view key) {
  auto const child = map.child(key);
  return child ? child->text() : std::string();
}

std::optional<std::uint64_t> parse_driver_version(std::string_view text) {
  std::uint64_t version = 0;
  for (int part = 0; part < 4; ++part) {
    if (part > 0) {
      if (!text.starts_with('.')) return std::nullopt;
      text.remove_prefix(1);
    }
    std::uint16_t number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{}) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    version = version << 16 | number;
  }
  if (!text.empty()) return std::nullopt;
  return version;
}

}  // namespace wsus::catalogue
