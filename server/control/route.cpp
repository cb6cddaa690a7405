// Bodies of calls and paths of routes: see route.hpp.
#include "server/control/route.hpp"

#include "server/control/fields.hpp"
#include "server/control/problem.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace wsus::control {
namespace {

/// "application/json; charset=utf-8" is JSON, letter case does not matter.
bool is_json(std::string_view content_type) {
  auto type = std::string(content_type.substr(0, content_type.find(';')));
  while (!type.empty() && type.back() == ' ') type.pop_back();
  std::transform(type.begin(), type.end(), type.begin(), [](unsigned char c) { return std::tolower(c); });
  return type == "application/json";
}

/// "line 2, column 7" of a byte.
std::string place_of(std::string_view text, std::size_t byte) {
  auto const before = text.substr(0, byte);
  auto const lines = std::count(before.begin(), before.end(), '\n');
  auto const line_start = before.rfind('\n');
  return fmt::format("line {}, column {}", lines + 1,
                     line_start == std::string_view::npos ? before.size() + 1 : before.size() - line_start);
}

}  // namespace

void AdminCall::nothing_else() const {
  query.done();
  no_fields(fields);
}

boost::json::object body_of(faults::ExchangeView const& request) {
  auto const text = request.body;
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return {};
  if (!is_json(request.content_type))
    throw Problem(415, fmt::format("Content-Type is '{}'; a body is application/json", request.content_type));
  if (!request.content_encoding.empty() && request.content_encoding != "identity")
    throw Problem(415, fmt::format("Content-Encoding is '{}'; a body is sent as it is", request.content_encoding));
  boost::json::stream_parser parser;
  boost::json::error_code error;
  auto const read = parser.write_some(text.data(), text.size(), error);
  if (!error && read < text.size()) error = boost::json::error::extra_data;
  if (!error) parser.finish(error);
  if (error) throw Problem(400, fmt::format("the body is no JSON: {} at {}", error.message(), place_of(text, read)));
  auto value = parser.release();
  if (!value.is_object()) throw Problem(400, "the body is JSON, but no object");
  return std::move(value.as_object());
}

std::optional<std::string_view> match(std::string_view route_path, std::string_view path) {
  auto const open = route_path.find('{');
  if (open == std::string_view::npos) return route_path == path ? std::optional(std::string_view()) : std::nullopt;
  auto const head = route_path.substr(0, open);
  auto const tail = route_path.substr(route_path.find('}') + 1);
  if (path.size() <= head.size() + tail.size() || !path.starts_with(head) || !path.ends_with(tail)) return std::nullopt;
  auto const id = path.substr(head.size(), path.size() - head.size() - tail.size());
  return id.find('/') == std::string_view::npos ? std::optional(id) : std::nullopt;
}

}  // namespace wsus::control
