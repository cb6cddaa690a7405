// The certificate stores of a machine (Local Computer). Plain values: who reads certificates is client_sim/trust.
#pragma once

#include "windows/fs/caseless.hpp"
#include "wsdl/wusp/date_time.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::machine {

/// A certificate with what people look at. Names as certutil prints them: "CN=WSUS Fault Lab CA, O=Lab".
struct Certificate {
  std::string subject{};
  std::string issuer{};
  std::string serial{};      ///< hexadecimal digits in lower case
  std::string thumbprint{};  ///< SHA-1 of the certificate, 40 hexadecimal digits in lower case
  wusp::UtcTime not_before{};
  wusp::UtcTime not_after{};
  std::string pem{};

  /// Issued by itself: what the Root store takes.
  [[nodiscard]] bool is_root() const { return subject == issuer; }
  bool operator==(Certificate const&) const = default;
};

/// Stores by name ("Root", "CA"), without regard to case; a store that nothing was added to is empty. A value type.
class CertificateStores {
public:
  /// False when the store has a certificate with this thumbprint already.
  bool add(std::string_view store, Certificate certificate);
  /// In the order in which they were added.
  [[nodiscard]] std::vector<Certificate> const& list(std::string_view store) const;
  /// Index of the certificate that certutil's CertId means: its number in the list, its serial number or thumbprint
  /// (blanks do not count), or a part of its subject without regard to case.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view store, std::string_view cert_id) const;
  void remove(std::string_view store, std::size_t index);
  [[nodiscard]] bool has_thumbprint(std::string_view store, std::string_view thumbprint) const;
  /// All certificates of the store, as one text of PEM: what TLS libraries take.
  [[nodiscard]] std::string pem_of(std::string_view store) const;
  [[nodiscard]] std::map<std::string, std::vector<Certificate>, windows::CaselessLess> const& all() const {
    return stores_;
  }

private:
  std::map<std::string, std::vector<Certificate>, windows::CaselessLess> stores_;
};

/// The store whose certificates are trusted: what TLS and signatures end in.
inline constexpr std::string_view root_store = "Root";

}  // namespace wsus::machine
