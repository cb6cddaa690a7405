// RFC 4648 base64, for documents in JSON.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wsus::state {

[[nodiscard]] std::string to_base64(std::string_view bytes);
/// Padded, without white space. Empty when the text is something else.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

}  // namespace wsus::state
