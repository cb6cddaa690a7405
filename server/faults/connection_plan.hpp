// A connection that was just accepted, and what becomes of it before its first request. Values without sockets.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace wsus::faults {

/// Lifetime: the views are valid during the call that hands them out, and no longer.
struct ConnectionView {
  std::string_view client_address{};  ///< without port
  std::uint16_t client_port = 0;
  std::uint16_t server_port = 0;
  bool secure = false;  ///< of the TLS listener
};

/// What the certificate of a handshake has wrong. The key fits, and all else is as it should be.
enum class CertificateFlaw { expired, not_yet_valid, wrong_name, unknown_authority };

/// How the TLS listener shakes hands on one connection.
struct TlsPlan {
  std::optional<CertificateFlaw> flaw{};
  /// The highest version offered: 0x0301 (TLS 1.0) to 0x0304 (TLS 1.3); 0: as the listener is set. Where the listener's
  /// lowest is above it, it is the only one.
  std::uint16_t newest_version = 0;
  bool weak_ciphers_only = false;           ///< suites that a current client refuses; at most TLS 1.2, which has them
  bool demands_client_certificate = false;  ///< and ends the handshake of a peer that has none
  bool operator==(TlsPlan const&) const = default;
};

/// What is done with a connection instead of serving it.
enum class Greeting {
  serve,
  reset,        ///< RST, with nothing read
  silent,       ///< reads nothing and says nothing until the peer gives up
  other_scheme  ///< the TLS listener speaks plain HTTP, the plain one expects TLS
};

struct ConnectionPlan {
  Greeting greeting = Greeting::serve;
  std::chrono::milliseconds delay{0};  ///< before the greeting, and before the first byte is read
  TlsPlan tls{};                       ///< meant for the TLS listener; the plain one does not look at it
  std::shared_ptr<void> lease{};       ///< held while the connection lives: limits on concurrent faults count it
};

}  // namespace wsus::faults
