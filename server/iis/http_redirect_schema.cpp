// The attributes of <httpRedirect>: see http_redirect_schema.hpp. Messages: the configuration system's own form, from
// memory (assumption).
#include "server/iis/http_redirect_schema.hpp"

#include "windows/fs/caseless.hpp"

#include <fmt/format.h>

namespace wsus::iis {
namespace {

struct StatusName {
  std::string_view name;
  unsigned status;
};
// PermRedirect came with IIS 10.
constexpr std::array<StatusName, 4> statuses{
    {{"Permanent", 301}, {"Found", 302}, {"Temporary", 307}, {"PermRedirect", 308}}};

std::string enum_error() {
  std::string names;
  for (auto const& row : statuses) names += fmt::format("{}{}", names.empty() ? "" : ", ", row.name);
  return fmt::format("The 'httpResponseStatus' attribute is invalid.  Enum must be one of {}", names);
}

AttributeValue check_status(std::string_view value) {
  for (auto const& row : statuses) {
    if (windows::equal_caseless(row.name, value)) return {.canonical = std::string(row.name), .error = {}};
  }
  return {.canonical = std::nullopt, .error = enum_error()};
}

AttributeValue check_boolean(std::string_view name, std::string_view value) {
  for (std::string_view const word : {"true", "false"}) {
    if (windows::equal_caseless(word, value)) return {.canonical = std::string(word), .error = {}};
  }
  return {.canonical = std::nullopt, .error = fmt::format("The '{}' attribute is invalid.  Not a valid boolean", name)};
}

}  // namespace

AttributeValue check_http_redirect_value(std::string_view name, std::string_view value) {
  if (name == "destination") return {.canonical = std::string(value), .error = {}};
  return name == "httpResponseStatus" ? check_status(value) : check_boolean(name, value);
}

void set_http_redirect_value(HttpRedirect& redirect, std::string_view name, std::string_view canonical) {
  if (name == "enabled") redirect.enabled = canonical == "true";
  if (name == "destination") redirect.destination = canonical;
  if (name == "exactDestination") redirect.exact_destination = canonical == "true";
  if (name == "childOnly") redirect.child_only = canonical == "true";
  for (auto const& row : statuses) {
    if (name == "httpResponseStatus" && row.name == canonical) redirect.status = row.status;
  }
}

}  // namespace wsus::iis
