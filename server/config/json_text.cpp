// Values of a document as JSON: see json_text.hpp.
#include "server/config/json_text.hpp"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

namespace wsus::config {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes digits away; false when there is none.
bool skip_digits(std::string_view& text) {
  auto const end = std::find_if_not(text.begin(), text.end(), is_digit);
  auto const count = static_cast<std::size_t>(end - text.begin());
  text.remove_prefix(count);
  return count > 0;
}

/// By the grammar of RFC 8259, which is narrower than YAML's.
bool is_json_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.starts_with('0'))
    text.remove_prefix(1);
  else if (!skip_digits(text))
    return false;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    if (!skip_digits(text)) return false;
  }
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
    if (!skip_digits(text)) return false;
  }
  return text.empty();
}

std::string scalar_text(YAML::Node const& node) {
  auto const& text = node.Scalar();
  bool const is_plain = node.Tag() == "?";  // "!": it stood in quotation marks
  if (is_plain && (text == "true" || text == "false" || is_json_number(text))) return text;
  return json_quoted(text);
}

/// The code unit of "\uD83D" at this place; empty when there is none.
std::optional<std::uint32_t> escaped_unit(std::string_view text) {
  if (text.size() < 6 || !text.starts_with("\\u")) return std::nullopt;
  std::uint32_t unit = 0;
  auto const* const end = text.data() + 6;
  auto const [stop, error] = std::from_chars(text.data() + 2, end, unit, 16);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return unit;
}

/// The character that two escaped surrogates at this place stand for.
std::optional<std::uint32_t> escaped_pair(std::string_view text) {
  auto const high = escaped_unit(text);
  auto const low = high ? escaped_unit(text.substr(6)) : std::nullopt;
  bool const is_pair = low && *high >= 0xD800 && *high < 0xDC00 && *low >= 0xDC00 && *low < 0xE000;
  if (!is_pair) return std::nullopt;
  return 0x10000 + ((*high - 0xD800) << 10) + (*low - 0xDC00);
}

}  // namespace

std::string json_quoted(std::string_view text) {
  std::string quoted = "\"";
  for (char const c : text) {
    switch (c) {
    case '"': quoted += "\\\""; break;
    case '\\': quoted += "\\\\"; break;
    case '\n': quoted += "\\n"; break;
    case '\r': quoted += "\\r"; break;
    case '\t': quoted += "\\t"; break;
    default:
      if (static_cast<unsigned char>(c) < 0x20)
        quoted += fmt::format("\\u{:04X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
      else
        quoted += c;
    }
  }
  return quoted += '"';
}

std::string json_text_of(YAML::Node const& node) {
  if (node.IsScalar()) return scalar_text(node);
  std::string text;
  if (node.IsSequence()) {
    for (auto const& item : node) text += fmt::format("{}{}", text.empty() ? "" : ", ", json_text_of(item));
    return fmt::format("[{}]", text);
  }
  if (!node.IsMap()) return "null";
  for (auto const& entry : node) {
    text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", json_quoted(entry.first.Scalar()),
                        json_text_of(entry.second));
  }
  return fmt::format("{{{}}}", text);
}

std::string yaml_of_json(std::string_view json) {
  std::string yaml;
  yaml.reserve(json.size());
  bool in_string = false;
  while (!json.empty()) {
    std::size_t taken = 1;
    if (in_string && json.front() == '\\') {
      auto const character = escaped_pair(json);
      yaml += character ? fmt::format("\\U{:08X}", *character) : std::string(json.substr(0, 2));
      taken = character ? 12 : std::min<std::size_t>(2, json.size());
    } else {
      if (json.front() == '"') in_string = !in_string;
      yaml += !in_string && json.front() == '\t' ? ' ' : json.front();
    }
    json.remove_prefix(taken);
  }
  return yaml;
}

}  // namespace wsus::config
