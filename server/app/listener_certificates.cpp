// Certificates of listeners: see listener_certificates.hpp.
#include "server/app/listener_certificates.hpp"

#include <chrono>
#include <utility>

namespace wsus::server {
namespace {

using certificates::Validity;
using std::chrono::days;

/// As long as those of `wsus-mock certs`.
constexpr days life{30};

/// A name that no server can have (RFC 2606, 2).
constexpr char const* wrong_name = "wrong-name.invalid";

Validity validity_of(faults::CertificateFlaw flaw, wusp::UtcTime now) {
  switch (flaw) {
  case faults::CertificateFlaw::expired: return {.not_before = now - 2 * life, .not_after = now - days(1)};
  // A year ahead: a world whose clock is moved by weeks is still before it.
  case faults::CertificateFlaw::not_yet_valid: return {.not_before = now + days(365), .not_after = now + days(395)};
  case faults::CertificateFlaw::wrong_name:
  case faults::CertificateFlaw::unknown_authority: break;
  }
  // Good by any clock that a client may look at.
  return {.not_before = now - days(3650), .not_after = now + days(3650)};
}

}  // namespace

ListenerCertificates::ListenerCertificates(std::optional<Pair> server, std::optional<Pair> authority, LabNames names,
                                           wusp::Clock const& clock)
    : server_(std::move(server)), authority_(std::move(authority)), names_(std::move(names)), clock_(clock) {}

certificates::CertificateAndKey ListenerCertificates::good() {
  if (server_) return *server_;
  std::scoped_lock const lock(mutex_);
  return lab().server;
}

std::string ListenerCertificates::authority() {
  std::scoped_lock const lock(mutex_);
  return signer().certificate;
}

certificates::CertificateAndKey ListenerCertificates::flawed(faults::CertificateFlaw flaw) {
  std::scoped_lock const lock(mutex_);
  auto const known = flawed_.find(flaw);
  if (known != flawed_.end()) return known->second;
  return flawed_.emplace(flaw, make(flaw)).first->second;
}

LabCertificates const& ListenerCertificates::lab() {
  if (!lab_) lab_ = make_lab_certificates(names_, life, clock_, start_authority_name, authority_);
  return *lab_;
}

certificates::CertificateAndKey const& ListenerCertificates::signer() {
  return authority_ ? *authority_ : lab().authority;
}

certificates::CertificateAndKey ListenerCertificates::make(faults::CertificateFlaw flaw) {
  auto const validity = validity_of(flaw, clock_.now());
  certificates::ServerRequest request{.names = names_.names,
                                      .addresses = names_.addresses,
                                      .validity = validity,
                                      .serial = certificates::random_serial()};
  if (flaw == faults::CertificateFlaw::wrong_name) {
    request.names = {wrong_name};
    request.addresses.clear();
  }
  if (flaw != faults::CertificateFlaw::unknown_authority)
    return certificates::make_server_certificate(request, signer());
  auto const stranger = certificates::make_authority(
      {.common_name = "Unknown authority", .validity = validity, .serial = certificates::random_serial()});
  return certificates::make_server_certificate(request, stranger);
}

}  // namespace wsus::server
