// Comparison attributes, numbers and versions of applicability rules (wusp-protocol 8.4). Internal to the room.
#pragma once

#include <pugixml.hpp>

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wsus::metadata {

/// Whether `order` (found against wanted) is what a ScalarComparison asks for; empty for an unknown comparison. Names
/// are compared without regard to case: "greaterthan" is seen in real catalogues.
[[nodiscard]] std::optional<bool> satisfies(std::strong_ordering order, std::string_view comparison);

/// The same for a StringComparison. Texts are compared without regard to case (assumption M).
[[nodiscard]] std::optional<bool> satisfies(std::string_view found, std::string_view wanted,
                                            std::string_view comparison);

/// The Comparison attribute; EqualTo when it is missing.
[[nodiscard]] std::string_view comparison_of(pugi::xml_node rule);

/// A decimal or 0x number; empty for anything else.
[[nodiscard]] std::optional<std::int64_t> number_of(std::string_view text);
[[nodiscard]] std::optional<std::int64_t> number_of(pugi::xml_attribute attribute);

using Version = std::array<std::uint32_t, 4>;
/// One to four numbers with dots between them, missing parts are 0; empty for anything else.
[[nodiscard]] std::optional<Version> version_of(std::string_view text);

}  // namespace wsus::metadata
