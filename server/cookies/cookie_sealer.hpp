// Cookies that only this server (or one that shares its key) can read: AES-256-GCM, no session kept.
#pragma once

#include "server/domain/cookie_state.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wsus::cookies {

using Key = std::array<std::uint8_t, 32>;

/// A key from the system's source of chance.
[[nodiscard]] Key random_key();

/// Seals and opens cookies. Nonces are always random.
/// Thread safety: const calls from any thread. Errors: OpenSSL failing to seal throws std::runtime_error.
class CookieSealer {
public:
  explicit CookieSealer(Key const& key) : CookieSealer(key, key) {}
  /// Authorisations have a key of their own: nodes of a farm share it (NodeKeys).
  CookieSealer(Key const& key, Key const& authorization_key) : key_(key), authorization_key_(authorization_key) {}

  /// Raw bytes of Cookie/EncryptedData: 224 bytes as captured (SyncUpdates-category-scan), for usual names; longer
  /// names give longer cookies.
  [[nodiscard]] std::string seal(domain::CookieState const& state) const;
  /// Raw bytes of AuthorizationCookie/CookieData (496 bytes as captured, for usual names; longer names: longer).
  [[nodiscard]] std::string seal(domain::AuthorizationState const& state) const;

  /// Empty when the bytes were not sealed with this key for this purpose: a forged or foreign cookie (InvalidCookie).
  [[nodiscard]] std::optional<domain::CookieState> open_cookie(std::string_view bytes) const;
  [[nodiscard]] std::optional<domain::AuthorizationState> open_authorization(std::string_view bytes) const;

private:
  Key key_;
  Key authorization_key_;
};

}  // namespace wsus::cookies
