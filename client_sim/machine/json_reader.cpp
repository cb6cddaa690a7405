// Checks a JSON document while reading it.
#include "client_sim/machine/json_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace wsus::machine {

namespace {

namespace json = boost::json;

constexpr std::size_t shown_text = 60;

std::string describe(json::value const& value) {
  auto text = json::serialize(value);
  if (text.size() > shown_text) text = text.substr(0, shown_text) + "...";
  return fmt::format("{} {}", json::to_string(value.kind()), text);
}

std::string line_and_column(std::string_view text, std::size_t offset) {
  auto const before = text.substr(0, offset);
  auto const line = std::ranges::count(before, '\n') + 1;
  auto const line_start = before.rfind('\n');
  auto const column = line_start == std::string_view::npos ? offset + 1 : offset - line_start;
  return fmt::format("{}:{}", line, column);
}

}  // namespace

json::value parse_json(std::string_view text, std::string_view file) {
  // Values typed at a prompt may be in any encoding; they must come back as they were.
  json::parse_options options;
  options.allow_invalid_utf8 = true;
  json::stream_parser parser({}, options);
  json::error_code error;
  auto offset = parser.write_some(text.data(), text.size(), error);
  if (!error && offset < text.size() && text.find_first_not_of(" \t\r\n", offset) != std::string_view::npos) {
    error = json::error::extra_data;
  }
  if (!error) parser.finish(error);
  if (!error) return parser.release();
  throw std::runtime_error(
      fmt::format("{}:{}: not a JSON document: {}", file, line_and_column(text, offset), error.message()));
}

void JsonReader::refuse(std::string_view expected) const {
  throw std::runtime_error(fmt::format("{}: expected {}, found {}", place_, expected, describe(*value_)));
}

json::object const& JsonReader::object() const {
  if (!value_->is_object()) refuse("an object");
  return value_->get_object();
}

void JsonReader::expect_members(std::initializer_list<std::string_view> names) const { expect_members(names, {}); }

void JsonReader::expect_members(std::initializer_list<std::string_view> names,
                                std::initializer_list<std::string_view> optional) const {
  std::vector<std::string_view> known(names);
  known.insert(known.end(), optional.begin(), optional.end());
  for (auto const& member : object()) {
    if (std::ranges::find(known, std::string_view(member.key())) != known.end()) continue;
    throw std::runtime_error(fmt::format("{}: unknown member \"{}\"; known: {}", place_, std::string_view(member.key()),
                                         fmt::join(known, ", ")));
  }
  for (auto const name : names) static_cast<void>(at(name));
}

bool JsonReader::has(std::string_view name) const { return object().contains(name); }

JsonReader JsonReader::at(std::string_view name) const {
  auto const* const member = object().if_contains(name);
  if (member == nullptr) throw std::runtime_error(fmt::format("{}: member \"{}\" is missing", place_, name));
  return {*member, fmt::format("{}.{}", place_, name)};
}

std::vector<std::pair<std::string, JsonReader>> JsonReader::members() const {
  std::vector<std::pair<std::string, JsonReader>> result;
  for (auto const& member : object()) {
    std::string const name(member.key());
    result.emplace_back(name, JsonReader(member.value(), fmt::format("{}.{}", place_, name)));
  }
  return result;
}

std::vector<JsonReader> JsonReader::items() const {
  if (!value_->is_array()) refuse("an array");
  std::vector<JsonReader> result;
  for (auto const& item : value_->get_array()) {
    result.emplace_back(item, fmt::format("{}[{}]", place_, result.size()));
  }
  return result;
}

bool JsonReader::boolean() const {
  if (!value_->is_bool()) refuse("true or false");
  return value_->get_bool();
}

std::string JsonReader::text() const {
  if (!value_->is_string()) refuse("a text");
  return std::string(value_->get_string());
}

std::vector<std::string> JsonReader::texts() const {
  std::vector<std::string> result;
  for (auto const& item : items()) result.push_back(item.text());
  return result;
}

}  // namespace wsus::machine
