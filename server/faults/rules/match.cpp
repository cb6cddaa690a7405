// Matching: see match.hpp. The fields themselves are in match_fields.cpp.
#include "server/faults/rules/match.hpp"

#include "server/config/values.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace wsus::faults {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::vector<std::string_view> field_names() {
  std::vector<std::string_view> names;
  names.reserve(match_fields().size());
  for (auto const& field : match_fields()) names.push_back(field.name);
  return names;
}

[[noreturn]] void fail_for_unknown_field(config::Node const& node, std::string const& key) {
  auto const known = field_names();
  auto const near = config::nearest(key, known);
  node.fail(fmt::format("found the unknown field '{}'{}; known: {}", key,
                        near.empty() ? "" : fmt::format(", did you mean '{}'?", near), fmt::join(known, ", ")));
}

}  // namespace

bool Pattern::matches(std::string_view candidate) const {
  // After a star, the rest is tried again one character further on: linear but for patterns with many stars.
  std::size_t at = 0, in = 0, star = std::string::npos, resume = 0;
  while (in < candidate.size()) {
    if (at < text.size() && text[at] == '*') {
      star = at++;
      resume = in;
    } else if (at < text.size() && (text[at] == '?' || lower(text[at]) == lower(candidate[in]))) {
      ++at, ++in;
    } else if (star != std::string::npos) {
      at = star + 1;
      in = ++resume;
    } else {
      return false;
    }
  }
  while (at < text.size() && text[at] == '*') ++at;
  return at == text.size();
}

Stage stage_of(Match const& match) {
  auto stage = Stage::connection;
  for (auto const& field : match_fields()) {
    if (field.is_set(match)) stage = std::max(stage, field.stage);
  }
  return stage;
}

bool holds(Match const& match, Facts const& facts) {
  return std::all_of(match_fields().begin(), match_fields().end(),
                     [&](MatchField const& field) { return !field.is_set(match) || field.holds(match, facts); });
}

std::vector<Mismatch> mismatches(Match const& match, Facts const& facts) {
  std::vector<Mismatch> differs;
  for (auto const& field : match_fields()) {
    if (!field.is_set(match) || field.holds(match, facts)) continue;
    differs.push_back({.field = field.name, .wanted = field.wanted(match), .found = field.found(match, facts)});
  }
  return differs;
}

bool covers(Match const& wide, Match const& narrow) {
  return std::all_of(match_fields().begin(), match_fields().end(), [&](MatchField const& field) {
    return !field.is_set(wide) || (field.is_set(narrow) && field.covers(wide, narrow));
  });
}

bool excludes(Match const& one, Match const& other) {
  return std::any_of(match_fields().begin(), match_fields().end(), [&](MatchField const& field) {
    return field.excludes != nullptr && field.is_set(one) && field.is_set(other) && field.excludes(one, other);
  });
}

Match read_match(config::Node const& node, config::Mistakes& mistakes) {
  Match match;
  for (auto const& key : node.keys()) {
    mistakes.attempt([&] {
      auto const& fields = match_fields();
      auto const field =
          std::find_if(fields.begin(), fields.end(), [&](MatchField const& one) { return one.name == key; });
      if (field == fields.end()) fail_for_unknown_field(node, key);
      field->read(node.required(key), match);
    });
  }
  return match;
}

std::string comparable_client_id(std::string_view id) {
  if (id.size() >= 2 && id.front() == '{' && id.back() == '}') id = id.substr(1, id.size() - 2);
  std::string comparable(id);
  std::transform(comparable.begin(), comparable.end(), comparable.begin(), lower);
  return comparable;
}

}  // namespace wsus::faults
