// Cookie contents as bytes. Internal to this room.
//
// version (1 byte) | fields in the order of the structs | zero bytes up to the wanted size. A text is its length
// (4 bytes) and its bytes, a time its ticks (8 bytes), a count 8 bytes, a GUID its 16 bytes; numbers are little-endian.
// A new field goes to the end and is zero in older cookies, whose padding is read for it.
#pragma once

#include "server/domain/cookie_state.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace wsus::cookies {

/// At least `padded_size` bytes; more when the names are long.
[[nodiscard]] std::string to_bytes(domain::CookieState const& state, std::size_t padded_size);
[[nodiscard]] std::string to_bytes(domain::AuthorizationState const& state, std::size_t padded_size);

/// Empty when the bytes are no such state; never throws for any input but for lack of memory.
[[nodiscard]] std::optional<domain::CookieState> cookie_from_bytes(std::string_view bytes);
[[nodiscard]] std::optional<domain::AuthorizationState> authorization_from_bytes(std::string_view bytes);

}  // namespace wsus::cookies
