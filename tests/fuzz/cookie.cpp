// Promise: bytes that this server did not seal open as nothing, and bytes inside a seal read as a state or as nothing.
#include "server/cookies/cookie_sealer.hpp"
#include "server/cookies/state_format.hpp"
#include "tests/fuzz/harness.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace wsus::cookies;
  using wsus::fuzz::require;
  auto const bytes = wsus::fuzz::text_of(data, size);
  CookieSealer const sealer{Key{}};
  require(!sealer.open_cookie(bytes) && !sealer.open_authorization(bytes), "foreign bytes do not open");
  if (auto const cookie = cookie_from_bytes(bytes))
    require(cookie_from_bytes(to_bytes(*cookie, 0)) == cookie, "a cookie state survives writing and reading");
  if (auto const state = authorization_from_bytes(bytes))
    require(authorization_from_bytes(to_bytes(*state, 0)) == state, "an authorisation survives writing and reading");
  return 0;
}
