// Text that may stand in an XML 1.0 document, checked before gSOAP sees it (gSOAP checks neither, gsoap-notes 8).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace wsus::wire {

struct BadText {
  std::size_t offset;  ///< byte position in the input
  std::string what;    ///< e.g. "byte 0xFF is not UTF-8", "U+0001 is not an XML character"
};

/// Finds the first place that is not UTF-8 (RFC 3629) or not an XML 1.0 character; numeric character references
/// (`&#1;`) to such characters count too. Empty when the whole text is fine.
[[nodiscard]] std::optional<BadText> find_bad_text(std::string_view text);

/// The text with every such place replaced by U+FFFD: for values of ours that carry foreign bytes.
[[nodiscard]] std::string replace_bad_text(std::string_view text);

}  // namespace wsus::wire
