// Timeouts, limits and trust of the agent's HTTP layer, the same for calls and for content.
#pragma once

#include "client_sim/transport/redirect.hpp"
#include "wsdl/wusp/timeline.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace wsus::transport {

/// What a machine brings to a TLS handshake.
struct TlsFacts {
  std::string trusted_certificates{};     ///< PEM, of authorities beside those of the system that the lab runs on
  std::uint16_t oldest_version = 0x0303;  ///< as on the wire: 0x0301 (TLS 1.0) to 0x0304 (TLS 1.3)
  std::uint16_t newest_version = 0x0304;  ///< not below the oldest: else no handshake succeeds
  std::optional<wusp::UtcTime> now{};     ///< the time of day that certificates are looked at; empty: the system's
  bool operator==(TlsFacts const&) const = default;
};

/// Timeouts are WinHTTP's defaults (docs: WinHttpSetTimeouts). That the agent leaves them as they are is an assumption
/// (M). Resolving has none there, and none here.
struct HttpOptions {
  std::chrono::milliseconds connect_timeout{60'000};  ///< and of the TLS handshake, as a whole (assumption)
  std::chrono::milliseconds send_timeout{30'000};     ///< for each time that the server takes nothing
  /// For each piece of the answer: a peer that keeps sending is not cut off, as with WinHTTP's receive timeout, which
  /// is one of partial answers (docs: WinHTTP option flags).
  std::chrono::milliseconds receive_timeout{30'000};
  /// From the request's last byte to the end of the answer's header block, for servers that send that drop by drop
  /// (docs: WINHTTP_OPTION_RECEIVE_RESPONSE_TIMEOUT; value from memory, M).
  std::chrono::milliseconds response_timeout{90'000};
  std::size_t max_body = 64u << 20;  ///< bytes of an answer; more ends with 12152 (assumption)
  RedirectRules redirects{};
  /// Certificates (PEM) of authorities that are trusted besides those of the system that the lab runs on.
  std::string trusted_certificates{};
  /// Asked at each new TLS connection; empty: `trusted_certificates`, TLS 1.2 and 1.3, the system's time.
  std::function<TlsFacts()> tls_facts{};
  /// The world's time, which waits pass in; null: real time. Who calls is a Running of it. Must outlive everything that
  /// is made with these options.
  wusp::Timeline* timeline = nullptr;
};

}  // namespace wsus::transport
