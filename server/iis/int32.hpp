// Whole numbers as the .NET application reads them from its configuration.
#pragma once

#include <optional>
#include <string_view>

namespace wsus::iis {

/// What Int32.Parse makes of a text: a value, or the message of the exception it throws.
struct Int32Result {
  std::optional<long> value{};
  std::string_view error{};  ///< message of FormatException or OverflowException; empty when there is a value
};

/// NumberStyles.Integer: white space around, one sign, decimal digits; nothing else (no "0x", no point, no blanks
/// inside). Source: documented behaviour of System.Int32.Parse(String).
[[nodiscard]] Int32Result parse_int32(std::string_view text);

}  // namespace wsus::iis
