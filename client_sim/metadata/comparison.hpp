// Comparison attributes and numbers of applicability rules (wusp-protocol 8.4). Internal to the room.
#pragma once

#include <pugixml.hpp>

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

namespace wsus::metadata {

/// Whether `order` (found against wanted) is what a ScalarComparison asks for; an unknown comparison is never true.
[[nodiscard]] bool satisfies(std::strong_ordering order, std::string_view comparison);

/// The Comparison attribute; EqualTo when it is missing.
[[nodiscard]] std::string_view comparison_of(pugi::xml_node rule);

/// A decimal or 0x number; empty for anything else.
[[nodiscard]] std::optional<std::int64_t> number_of(std::string_view text);
[[nodiscard]] std::optional<std::int64_t> number_of(pugi::xml_attribute attribute);

}  // namespace wsus::metadata
