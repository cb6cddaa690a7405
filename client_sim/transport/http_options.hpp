// Timeouts, limits and trust of the agent's HTTP layer, the same for calls and for content.
#pragma once

#include "client_sim/transport/redirect.hpp"

#include <chrono>
#include <cstddef>
#include <string>

namespace wsus::transport {

struct HttpOptions {
  std::chrono::milliseconds connect_timeout{60'000};  ///< WinHTTP default (docs: WinHttpSetTimeouts)
  /// For sending the request, and then for each piece of the answer: a peer that keeps sending is not cut off, as with
  /// WinHTTP's receive timeout, which is one of partial answers (docs: WinHTTP option flags).
  std::chrono::milliseconds receive_timeout{30'000};
  std::size_t max_body = 64u << 20;  ///< bytes of an answer; more ends with 12152 (assumption)
  RedirectRules redirects{};
  /// Certificates (PEM) of authorities that are trusted besides those of the system that the lab runs on.
  std::string trusted_certificates{};
};

}  // namespace wsus::transport
