// Certificates of a run: see lab_certificates.hpp.
#include "server/app/lab_certificates.hpp"

#include "server/certificates/pem_files.hpp"

#include <fmt/format.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace wsus::server {
namespace {

/// Empty when it cannot be read: no PEM then either.
std::string text_of(std::filesystem::path const& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

}  // namespace

LabCertificates make_lab_certificates(LabNames const& names, std::chrono::days life, wusp::Clock const& clock,
                                      std::string_view authority_name,
                                      std::optional<certificates::CertificateAndKey> const& authority) {
  auto const now = clock.now();
  certificates::Validity const validity{.not_before = now - std::chrono::days(1), .not_after = now + life};
  LabCertificates made;
  made.authority = authority ? *authority
                             : certificates::make_authority({.common_name = std::string(authority_name),
                                                             .validity = validity,
                                                             .serial = certificates::random_serial()});
  made.server = certificates::make_server_certificate({.names = names.names,
                                                       .addresses = names.addresses,
                                                       .validity = validity,
                                                       .serial = certificates::random_serial()},
                                                      made.authority);
  return made;
}

std::optional<certificates::CertificateAndKey> authority_in(std::filesystem::path const& folder) {
  auto const file = folder / certificates::authority_certificate_file;
  if (!std::filesystem::exists(std::filesystem::symlink_status(file))) return std::nullopt;
  certificates::CertificateAndKey pair{.certificate = text_of(file)};
  if (certificates::common_name_of(pair.certificate) == start_authority_name) return std::nullopt;
  auto const key = folder / certificates::authority_key_file;
  pair.key = text_of(key);
  if (auto const problem = certificates::problem_of(pair.certificate, pair.key))
    throw std::runtime_error(
        fmt::format("'{}' is there, is not of this program's start, and cannot sign with '{}': {}; "
                    "move it away, or give --tls-certificate and --tls-key",
                    file.string(), key.string(), *problem));
  return pair;
}

}  // namespace wsus::server
