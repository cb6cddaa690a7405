// Seals cookie contents, each kind for its own purpose.
#include "server/cookies/cookie_sealer.hpp"

#include "server/cookies/aes_gcm.hpp"
#include "server/cookies/state_format.hpp"

namespace wsus::cookies {
namespace {

// Sizes of a real server's cookies: captures GetAuthorizationCookie and SyncUpdates-category-scan.
constexpr std::size_t cookie_size = 224;
constexpr std::size_t authorization_size = 496;
constexpr std::size_t overhead = nonce_size + tag_size;

// Authenticated with every cookie, so that one kind never opens as the other.
constexpr std::string_view cookie_purpose = "wsus-fault-lab Cookie";
constexpr std::string_view authorization_purpose = "wsus-fault-lab AuthorizationCookie";

}  // namespace

std::string CookieSealer::seal(domain::CookieState const& state) const {
  return encrypt(key_, cookie_purpose, to_bytes(state, cookie_size - overhead));
}

std::string CookieSealer::seal(domain::AuthorizationState const& state) const {
  return encrypt(authorization_key_, authorization_purpose, to_bytes(state, authorization_size - overhead));
}

std::optional<domain::CookieState> CookieSealer::open_cookie(std::string_view bytes) const {
  auto const plain = decrypt(key_, cookie_purpose, bytes);
  return plain ? cookie_from_bytes(*plain) : std::nullopt;
}

std::optional<domain::AuthorizationState> CookieSealer::open_authorization(std::string_view bytes) const {
  auto const plain = decrypt(authorization_key_, authorization_purpose, bytes);
  return plain ? authorization_from_bytes(*plain) : std::nullopt;
}

}  // namespace wsus::cookies
