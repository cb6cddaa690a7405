// `wsus-mock certs`: makes the lab's authority and a server certificate as files.
#pragma once

#include "wsdl/wusp/clock.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace wsus::server {

struct CertsOptions {
  std::filesystem::path out{};
  std::vector<std::string> names{};      ///< DNS names
  std::vector<std::string> addresses{};  ///< numeric IPv4 or IPv6
  unsigned days = 30;                    ///< 1 to 3650
  bool force = false;                    ///< write over files that are there
};

/// Writes the files and returns what to tell the operator. Throws certificates::CertificateError for names that are
/// none, std::runtime_error for files; nothing was written then, but where the disk failed in between.
[[nodiscard]] std::string make_certs(CertsOptions const& options, wusp::Clock const& clock);

}  // namespace wsus::server
