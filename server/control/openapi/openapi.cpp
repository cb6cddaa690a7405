// Parts of the OpenAPI document put together: see openapi.hpp.
#include "server/control/openapi/openapi.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace wsus::control {
namespace {

namespace json = boost::json;

void append(json::object& to, json::object const& from, std::string_view part) {
  for (auto const& [name, value] : from) {
    if (!to.emplace(name, value).second)
      throw std::runtime_error(
          fmt::format("openapi/{}.json: '{}' is in another part already", part, std::string_view(name)));
  }
}

}  // namespace

json::object openapi_document() {
  json::object document;
  json::object paths;
  json::object schemas;
  for (auto const& part : openapi_parts()) {
    auto const read = json::parse(part.text).as_object();
    if (part.name == "document") document = read;
    if (auto const* some = read.if_contains("paths")) append(paths, some->as_object(), part.name);
    if (auto const* some = read.if_contains("schemas")) append(schemas, some->as_object(), part.name);
  }
  document.erase("schemas");
  document["paths"] = std::move(paths);
  document["components"].as_object()["schemas"] = std::move(schemas);
  return document;
}

}  // namespace wsus::control
