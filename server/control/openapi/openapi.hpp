// The OpenAPI 3.1 document of the admin API. Its parts are the JSON files in this folder, one a resource, each with its
// paths and schemas; they are built into the program.
#pragma once

#include <boost/json.hpp>

#include <span>
#include <string_view>

namespace wsus::control {

/// One part as its file has it.
struct OpenApiPart {
  std::string_view name{};  ///< of the file, without .json
  std::string_view text{};
};
[[nodiscard]] std::span<OpenApiPart const> openapi_parts();

/// openapi, info, servers and security from "document", and the paths and schemas of all parts. Throws
/// std::runtime_error when two parts have one path or schema: that cannot happen in a program that was tested.
[[nodiscard]] boost::json::object openapi_document();

}  // namespace wsus::control
