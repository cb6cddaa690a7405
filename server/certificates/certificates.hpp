// Certificates of the lab: an authority and server certificates signed by it, as PEM texts (RFC 5280, RFC 7468).
#pragma once

#include "wsdl/wusp/date_time.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::certificates {

/// 16 bytes; the first is made positive and not zero when it is written (RFC 5280, 4.1.2.2).
using Serial = std::array<std::uint8_t, 16>;
/// From the system's source of chance.
[[nodiscard]] Serial random_serial();

/// A certificate and the private key of it (ECDSA P-256, not encrypted), both PEM.
struct CertificateAndKey {
  std::string certificate{};
  std::string key{};
};

/// From when until when, both included, in whole seconds. The years 1950 to 9999.
struct Validity {
  wusp::UtcTime not_before{};
  wusp::UtcTime not_after{};
};

struct AuthorityRequest {
  std::string common_name = "WSUS Fault Lab CA";  ///< 1 to 64 characters
  Validity validity{};
  Serial serial{};
};

/// What the certificate of a server is to say. Nothing is checked that a wrong certificate may have wrong on purpose:
/// validity in the past or future, names of other servers.
struct ServerRequest {
  std::vector<std::string> names{};      ///< subjectAltName DNS, in this order; the first is the common name too
  std::vector<std::string> addresses{};  ///< subjectAltName IP: numeric IPv4 or IPv6; at least one of both
  Validity validity{};
  Serial serial{};
};

/// A request that cannot be fulfilled; `what()` says what was found and what is allowed.
class CertificateError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// A self-signed authority: basicConstraints CA with path length 0, keyUsage keyCertSign and cRLSign.
[[nodiscard]] CertificateAndKey make_authority(AuthorityRequest const& request);

/// A server certificate signed by `authority`: keyUsage digitalSignature, extendedKeyUsage serverAuth.
[[nodiscard]] CertificateAndKey make_server_certificate(ServerRequest const& request,
                                                        CertificateAndKey const& authority);

/// The common name of the first certificate's subject; empty when the text is no certificate or has none.
[[nodiscard]] std::string common_name_of(std::string_view certificate);

/// Letters, digits, hyphens and dots, labels of 1 to 63, 253 in all; the first label may be `*`.
[[nodiscard]] bool is_dns_name(std::string_view text);
[[nodiscard]] bool is_address(std::string_view text);

/// Why a listener could not use the two; empty when it can. `chain`: one certificate or more, the server's first.
[[nodiscard]] std::optional<std::string> problem_of(std::string_view chain, std::string_view key);

}  // namespace wsus::certificates
