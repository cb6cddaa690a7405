// Certificates of a run: see lab_certificates.hpp.
#include "server/app/lab_certificates.hpp"

namespace wsus::server {

LabCertificates make_lab_certificates(LabNames const& names, std::chrono::days life, wusp::Clock const& clock) {
  auto const now = clock.now();
  certificates::Validity const validity{.not_before = now - std::chrono::days(1), .not_after = now + life};
  LabCertificates made;
  made.authority = certificates::make_authority({.validity = validity, .serial = certificates::random_serial()});
  made.server = certificates::make_server_certificate({.names = names.names,
                                                       .addresses = names.addresses,
                                                       .validity = validity,
                                                       .serial = certificates::random_serial()},
                                                      made.authority);
  return made;
}

}  // namespace wsus::server
