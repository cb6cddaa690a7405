// AES-256-GCM on whole messages. Internal to this room.
#pragma once

#include "server/cookies/cookie_sealer.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace wsus::cookies {

inline constexpr std::size_t nonce_size = 12;
inline constexpr std::size_t tag_size = 16;

/// nonce | ciphertext | tag. `purpose` is authenticated, not sent. Throws std::runtime_error when OpenSSL fails.
[[nodiscard]] std::string encrypt(Key const& key, std::string_view purpose, std::string_view plain);

/// Empty for anything that encrypt() did not make with this key and purpose.
[[nodiscard]] std::optional<std::string> decrypt(Key const& key, std::string_view purpose, std::string_view sealed);

}  // namespace wsus::cookies
