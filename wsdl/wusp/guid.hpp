// A GUID as MS-WUSP writes it: 8-4-4-4-12 hex digits without braces.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace wsus::wusp {

/// A 128-bit identifier. A value: compared, copied, hashed.
///
/// Case: text is accepted in either case, with or without braces, and written in lower case
/// (GUID case varies on the wire, wusp-protocol 8.1).
struct Guid {
  std::array<std::uint8_t, 16> bytes{};

  auto operator<=>(Guid const&) const = default;
  [[nodiscard]] bool is_nil() const { return *this == Guid{}; }
};

/// Reads "8-4-4-4-12" hex digits, optionally in braces. Nothing else is accepted.
[[nodiscard]] std::optional<Guid> parse_guid(std::string_view text);

/// Lower case, no braces.
[[nodiscard]] std::string to_string(Guid const& guid);

/// Upper case, no braces, as log files and reports print it.
[[nodiscard]] std::string to_upper_string(Guid const& guid);

/// A GUID of version 4 shape made from 128 given bits; the caller owns the source of chance.
[[nodiscard]] Guid guid_from_bits(std::uint64_t high, std::uint64_t low);

}  // namespace wsus::wusp

template <>
struct std::hash<wsus::wusp::Guid> {
  std::size_t operator()(wsus::wusp::Guid const& guid) const noexcept;
};
