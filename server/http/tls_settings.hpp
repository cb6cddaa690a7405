// What makes a listener one for HTTPS.
#pragma once

#include "server/faults/connection_plan.hpp"

#include <chrono>
#include <cstdint>
#include <string>

namespace wsus::http {

/// As on the wire. Debian 12's OpenSSL 3 speaks 1.0 and 1.1 at security level 0 only, which a context that allows them
/// has (measured with 3.0; their handshakes are signed with SHA-1).
enum class TlsVersion : std::uint16_t { v1_0 = 0x0301, v1_1 = 0x0302, v1_2 = 0x0303, v1_3 = 0x0304 };

struct CertificatePem {
  std::string chain{};  ///< PEM: the server's certificate first, then what leads to the root
  std::string key{};    ///< PEM, not encrypted
};

struct TlsSettings {
  std::string certificate_chain{};  ///< PEM: the server's certificate first, then what leads to the root
  std::string private_key{};        ///< PEM, not encrypted
  TlsVersion minimum = TlsVersion::v1_2;
  TlsVersion maximum = TlsVersion::v1_3;  ///< not below `minimum`
  /// Only suites that a current client refuses: those without encryption, the one weak kind that Debian 12's OpenSSL 3
  /// is built with (RC4, DES and export suites are left out there). TLS 1.3 has none.
  bool weak_ciphers_only = false;
  /// A peer without a certificate ends with an alert; any certificate will do.
  bool demands_client_certificate = false;
  /// A peer that has not finished its handshake by then is cut. Assumption: no source tells that of http.sys (M).
  std::chrono::milliseconds handshake_timeout{15'000};
};

/// The settings with all of the plan but the flaw of its certificate, which is the certificate's maker's. Throws
/// TlsError (http_server.hpp) for a version that is not one of TlsVersion.
[[nodiscard]] TlsSettings with_plan(TlsSettings settings, faults::TlsPlan const& plan);

}  // namespace wsus::http
