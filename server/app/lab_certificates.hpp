// An authority and a server certificate for this run, as the mock makes them when none are given.
#pragma once

#include "server/certificates/certificates.hpp"
#include "wsdl/wusp/clock.hpp"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::server {

struct LabNames {
  std::vector<std::string> names{};      ///< DNS names
  std::vector<std::string> addresses{};  ///< numeric IPv4 or IPv6
};

struct LabCertificates {
  certificates::CertificateAndKey authority{};
  certificates::CertificateAndKey server{};
};

/// Common name of the authorities that are made at start: tells them from those of `wsus-mock certs` and of others.
inline constexpr std::string_view start_authority_name = "WSUS Fault Lab CA (made at start)";

/// Good from a day before the clock's time (clients' clocks differ) for `life` after it; random serial numbers. With an
/// `authority` that one signs; without, one of `authority_name` is made. Throws certificates::CertificateError.
[[nodiscard]] LabCertificates
make_lab_certificates(LabNames const& names, std::chrono::days life, wusp::Clock const& clock,
                      std::string_view authority_name = "WSUS Fault Lab CA",
                      std::optional<certificates::CertificateAndKey> const& authority = {});

/// The authority that somebody put into the folder (lab-ca.crt with lab-ca.key). Empty when there is none, or the one
/// of an earlier start, which the next start may replace. Throws std::runtime_error for a lab-ca.crt of somebody else
/// without its key: it can neither sign nor be replaced.
[[nodiscard]] std::optional<certificates::CertificateAndKey> authority_in(std::filesystem::path const& folder);

}  // namespace wsus::server
