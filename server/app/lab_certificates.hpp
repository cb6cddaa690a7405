// An authority and a server certificate for this run, as the mock makes them when none are given.
#pragma once

#include "server/certificates/certificates.hpp"
#include "wsdl/wusp/clock.hpp"

#include <chrono>
#include <string>
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

/// Good from a day before the clock's time (clients' clocks differ) for `life` after it; random serial numbers. Throws
/// certificates::CertificateError.
[[nodiscard]] LabCertificates make_lab_certificates(LabNames const& names, std::chrono::days life,
                                                    wusp::Clock const& clock);

}  // namespace wsus::server
