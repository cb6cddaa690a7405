// Expectations as a person or a script writes them.
#pragma once

#include "server/config/mistakes.hpp"
#include "server/config/node.hpp"
#include "server/expectations/expectations.hpp"

namespace wsus::expectations {

/// Reads a map with any of: calls, in_order, strict, client_id, forbidden, counts (docs/ADMIN-API.md). What is wrong
/// goes to `mistakes`, everything at once and each with its place: unknown keys, operations, services and ErrorCodes
/// with the nearest known one, matchers without a field, ranges that hold nothing, and expectations that expect
/// nothing. They are to be used only when there is none.
[[nodiscard]] Expectations read_expectations(config::Node const& node, config::Mistakes& mistakes);

}  // namespace wsus::expectations
