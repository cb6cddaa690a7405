// Checks of single values of the configuration. Messages: the configuration system's own form, from memory
// (assumption).
#include "server/iis/config/section_schema.hpp"
#include "windows/fs/caseless.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <system_error>

namespace wsus::iis {
namespace {

using windows::equal_caseless;

CheckedValue good(std::string text) { return {.canonical = std::move(text), .error = {}}; }

CheckedValue invalid(AttributeSchema const& schema, std::string_view why) {
  auto const name = schema.name.substr(schema.name.rfind('.') + 1);
  return {.canonical = std::nullopt, .error = fmt::format("The '{}' attribute is invalid.  {}", name, why)};
}

std::string joined(std::span<std::string_view const> words) {
  std::string text;
  for (auto const one : words) text += fmt::format("{}{}", text.empty() ? "" : ", ", one);
  return text;
}

std::optional<std::string_view> word_of(AttributeSchema const& schema, std::string_view value) {
  for (auto const one : schema.words) {
    if (equal_caseless(one, value)) return one;
  }
  return std::nullopt;
}

CheckedValue boolean_of(AttributeSchema const& schema, std::string_view value) {
  for (std::string_view const one : {"true", "false"}) {
    if (equal_caseless(one, value)) return good(std::string(one));
  }
  return invalid(schema, "Not a valid boolean");
}

std::optional<std::uint64_t> unsigned_of(std::string_view text) {
  std::uint64_t number = 0;
  auto const end = text.data() + text.size();
  auto const [read, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && read == end ? std::optional(number) : std::nullopt;
}

CheckedValue checked_number(AttributeSchema const& schema, std::string_view value) {
  auto const number = unsigned_of(value);
  if (!number) return invalid(schema, "Not a valid unsigned integer");
  bool const fits = (*number >= schema.low && *number <= schema.high) || number == schema.or_else;
  if (fits) return good(fmt::format("{}", *number));
  return invalid(schema, fmt::format("Integer value must be between {} and {} inclusive", schema.low, schema.high));
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

CheckedValue flags_of(AttributeSchema const& schema, std::string_view value) {
  std::string set;
  for (bool more = true; more;) {
    auto const comma = value.find(',');
    auto const one = word_of(schema, trimmed(value.substr(0, comma)));
    more = comma != std::string_view::npos;
    value.remove_prefix(more ? comma + 1 : value.size());
    if (!one) return invalid(schema, fmt::format("Flags must be some combination of {}", joined(schema.words)));
    if (*one != schema.words.front()) set += fmt::format("{}{}", set.empty() ? "" : ", ", *one);
  }
  return good(set.empty() ? std::string(schema.words.front()) : set);
}

/// Two digits in front of a ':' or at the end, below `limit`.
std::optional<std::uint64_t> take_part(std::string_view& text, std::uint64_t limit) {
  auto const colon = text.find(':');
  auto const number = unsigned_of(text.substr(0, colon));
  text.remove_prefix(colon == std::string_view::npos ? text.size() : colon + 1);
  return number && *number < limit ? number : std::nullopt;
}

/// Days, hours, minutes, seconds.
std::optional<std::array<std::uint64_t, 4>> parts_of_time_span(std::string_view text) {
  std::array<std::uint64_t, 4> parts{};
  if (auto const point = text.find('.'); point != std::string_view::npos) {
    auto const days = unsigned_of(text.substr(0, point));
    if (!days) return std::nullopt;
    parts[0] = *days;
    text.remove_prefix(point + 1);
  }
  constexpr std::array<std::uint64_t, 3> limits{24, 60, 60};
  for (std::size_t i = 0; i < limits.size(); ++i) {
    auto const part = take_part(text, limits.at(i));
    if (!part) return std::nullopt;
    parts.at(i + 1) = *part;
  }
  return text.empty() ? std::optional(parts) : std::nullopt;
}

CheckedValue time_span_of(AttributeSchema const& schema, std::string_view value) {
  auto const parts = parts_of_time_span(value);
  if (!parts) return invalid(schema, "Not a valid time span");
  auto const& [days, hours, minutes, seconds] = *parts;
  auto const clock = fmt::format("{:02}:{:02}:{:02}", hours, minutes, seconds);
  return good(days == 0 ? clock : fmt::format("{}.{}", days, clock));
}

}  // namespace

CheckedValue check_value(AttributeSchema const& schema, std::string_view value) {
  switch (schema.type) {
  case ValueType::boolean: return boolean_of(schema, value);
  case ValueType::number: return checked_number(schema, value);
  case ValueType::flags: return flags_of(schema, value);
  case ValueType::time_span: return time_span_of(schema, value);
  case ValueType::word: {
    auto const one = word_of(schema, value);
    return one ? good(std::string(*one)) : invalid(schema, fmt::format("Enum must be one of {}", joined(schema.words)));
  }
  case ValueType::text: break;
  }
  return good(std::string(value));
}

std::uint64_t seconds_of_time_span(std::string_view canonical) {
  auto const parts = parts_of_time_span(canonical);
  if (!parts) return 0;
  auto const& [days, hours, minutes, seconds] = *parts;
  return ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
}

std::uint64_t number_of(std::string_view canonical) { return unsigned_of(canonical).value_or(0); }

}  // namespace wsus::iis
