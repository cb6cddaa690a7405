// A cookie key as an operator writes it.
#pragma once

#include "server/cookies/cookie_sealer.hpp"

#include <optional>
#include <string_view>

namespace wsus::cookies {

/// 64 hex digits in any letter case; white space around them does not matter. Empty when the text is something else.
[[nodiscard]] std::optional<Key> parse_key(std::string_view text);

}  // namespace wsus::cookies
