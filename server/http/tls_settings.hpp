// What makes a listener one for HTTPS.
#pragma once

#include <chrono>
#include <string>

namespace wsus::http {

enum class TlsVersion { v1_2, v1_3 };

struct TlsSettings {
  std::string certificate_chain{};  ///< PEM: the server's certificate first, then what leads to the root
  std::string private_key{};        ///< PEM, not encrypted
  TlsVersion minimum = TlsVersion::v1_2;
  TlsVersion maximum = TlsVersion::v1_3;  ///< not below `minimum`
  /// A peer that has not finished its handshake by then is cut. Assumption: no source tells that of http.sys (M).
  std::chrono::milliseconds handshake_timeout{15'000};
};

}  // namespace wsus::http
