// The Range header (RFC 9110 14): which part of a file a request asks for. Pure.
#pragma once

#include <cstdint>
#include <string_view>
#include <variant>

namespace wsus::content {

/// All of the file: no Range, one that is not understood (it is ignored then), or several ranges. Agents ask for one
/// range a request (wusp-protocol 9), a plan carries one part of a file, and RFC 9110 14.2 lets a server ignore the
/// rest.
struct WholeFile {
  bool operator==(WholeFile const&) const = default;
};

/// A part, never empty: offset + length is not more than the size.
struct ByteRange {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  bool operator==(ByteRange const&) const = default;
};

/// Nothing of the range lies within the file: 416.
struct Unsatisfiable {
  bool operator==(Unsatisfiable const&) const = default;
};

using RangeDecision = std::variant<WholeFile, ByteRange, Unsatisfiable>;

/// `header`: value of Range, empty without one; `size`: bytes of the file.
[[nodiscard]] RangeDecision decide_range(std::string_view header, std::uint64_t size);

}  // namespace wsus::content
