// An address of the content server taken apart (wusp-protocol 9).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wsus::content {

using Sha1 = std::array<std::uint8_t, 20>;

/// The digest that "/Content/XX/<40 hex digits><anything>" names; letter case does not matter. Empty for every other
/// path. Whether XX and the rest fit is the caller's to compare, with the whole address that the file has.
/// An encoded address ("%41") names nothing: agents never send one (assumption; IIS would decode it).
[[nodiscard]] std::optional<Sha1> digest_in(std::string_view path);

/// Upper-case hex digits.
[[nodiscard]] std::string to_hex(Sha1 const& digest);

}  // namespace wsus::content
