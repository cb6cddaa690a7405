// Bytes from the wire as text of JSON, which is UTF-8 always.
#pragma once

#include <string>
#include <string_view>

namespace wsus::control {

[[nodiscard]] bool is_utf8(std::string_view bytes);
/// Each byte that is no part of UTF-8 becomes U+FFFD.
[[nodiscard]] std::string as_utf8(std::string_view bytes);
/// RFC 4648, with padding.
[[nodiscard]] std::string base64(std::string_view bytes);

}  // namespace wsus::control
