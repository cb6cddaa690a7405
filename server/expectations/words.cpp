// Words: see words.hpp.
#include "server/expectations/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>

namespace wsus::expectations {
namespace {

/// A field of a matcher that is no operation: what it wants, and what an entry has.
struct Field {
  std::string_view name{};
  std::optional<std::string> (*wanted)(journal::Filter const&) = nullptr;
  std::string (*found)(journal::Entry const&) = nullptr;
  void (*copy)(journal::Filter const& from, journal::Filter& to) = nullptr;
};

template <auto wanted, auto found>
constexpr Field text_field(std::string_view name) {
  return {.name = name,
          .wanted = [](journal::Filter const& match) { return match.*wanted; },
          .found = [](journal::Entry const& entry) { return entry.*found; },
          .copy = [](journal::Filter const& from, journal::Filter& to) { to.*wanted = from.*wanted; }};
}

using journal::Entry;
using journal::Filter;

constexpr std::array<Field, 9> fields{
    text_field<&Filter::operation, &Entry::operation>("operation"),
    text_field<&Filter::client_id, &Entry::client_id>("client_id"),
    text_field<&Filter::service, &Entry::service>("service"),
    Field{.name = "fault",
          .wanted = [](Filter const& match) { return match.fault; },
          .found = [](Entry const& entry) { return entry.injected_names(); },
          .copy = [](Filter const& from, Filter& to) { to.fault = from.fault; }},
    text_field<&Filter::error_code, &Entry::error_code>("error_code"),
    Field{.name = "status",
          .wanted = [](Filter const& match) -> std::optional<std::string> {
            if (!match.status) return std::nullopt;
            return std::to_string(*match.status);
          },
          .found = [](Entry const& entry) { return std::to_string(entry.status); },
          .copy = [](Filter const& from, Filter& to) { to.status = from.status; }},
    Field{.name = "outcome",
          .wanted = [](Filter const& match) -> std::optional<std::string> {
            if (!match.succeeding) return std::nullopt;
            return "success";
          },
          .found =
              [](Entry const& entry) {
                return entry.error_code.empty() ? fmt::format("status {}", entry.status) : entry.error_code;
              },
          .copy = [](Filter const& from, Filter& to) { to.succeeding = from.succeeding; }},
    text_field<&Filter::method, &Entry::method>("method"),
    text_field<&Filter::path, &Entry::target>("path"),
};

}  // namespace

std::string in_words(Filter const& match) {
  std::vector<std::string> parts;
  for (auto const& field : fields) {
    auto const wanted = field.wanted(match);
    if (wanted && field.name != "operation") parts.push_back(fmt::format("{} {}", field.name, *wanted));
  }
  auto const call = match.operation.value_or(parts.empty() ? "a call of any kind" : "a call");
  return parts.empty() ? call : fmt::format("{} with {}", call, fmt::join(parts, " and "));
}

std::string in_words(Entry const& entry) {
  if (!entry.operation.empty()) return entry.operation;
  if (entry.method.empty()) return fmt::format("a connection from {}", entry.client_address);
  return fmt::format("{} {}", entry.method, entry.target);
}

std::string in_words(Times const& times) {
  if (!times.at_most) return fmt::format("expected at least {}", times.at_least);
  if (times.at_least == *times.at_most) return fmt::format("expected {}", times.at_least);
  if (times.at_least == 0) return fmt::format("expected at most {}", *times.at_most);
  return fmt::format("expected {} to {}", times.at_least, *times.at_most);
}

std::string times_in_words(std::uint64_t count) { return count == 1 ? "once" : fmt::format("{} times", count); }

std::string sequences_in_words(std::vector<std::uint64_t> const& sequences, std::uint64_t count) {
  auto const told = static_cast<std::uint64_t>(sequences.size());
  auto const more = count > told ? fmt::format(" and {} more", count - told) : std::string();
  return fmt::format("sequence {}{}", fmt::join(sequences, ", "), more);
}

std::size_t fields_set(Filter const& match) {
  return static_cast<std::size_t>(
      std::count_if(fields.begin(), fields.end(), [&](Field const& field) { return field.wanted(match).has_value(); }));
}

std::vector<std::string> differences(Filter const& match, Entry const& entry) {
  std::vector<std::string> differing;
  for (auto const& field : fields) {
    auto const wanted = field.wanted(match);
    Filter alone;
    field.copy(match, alone);
    if (!wanted || journal::matches(alone, entry)) continue;
    auto const found = field.found(entry);
    differing.push_back(fmt::format("{} {} instead of {}", field.name, found.empty() ? "none" : found, *wanted));
  }
  return differing;
}

}  // namespace wsus::expectations
