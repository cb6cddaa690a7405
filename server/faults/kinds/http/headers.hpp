// Headers of a plan, and names and values of headers in a file. Internal to this folder.
#pragma once

#include "server/config/node.hpp"
#include "server/faults/response_plan.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace wsus::faults {

/// Letter case does not matter, as everywhere in HTTP.
[[nodiscard]] bool equal_names(std::string_view one, std::string_view other);

/// The first header of this name; null when there is none.
[[nodiscard]] Header* find_header(ResponsePlan& plan, std::string_view name);

/// Sets the value of the first header of this name and takes others away; a new header goes behind all others. Without
/// a value all are taken away. False when everything was so already.
bool set_header(ResponsePlan& plan, std::string_view name, std::optional<std::string> const& value);

/// A token (RFC 9110 5.6.2).
[[nodiscard]] std::string read_header_name(config::Node const& node);
/// May be empty; no control characters, or it would end the line.
[[nodiscard]] std::string read_header_value(config::Node const& node);

/// Bytes of the body, from memory or from a file.
[[nodiscard]] std::uint64_t body_size(ResponsePlan const& plan);

}  // namespace wsus::faults
