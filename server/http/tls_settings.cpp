// Settings of one handshake: see tls_settings.hpp.
#include "server/http/tls_settings.hpp"

#include "server/http/http_server.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wsus::http {
namespace {

TlsVersion version_of(std::uint16_t number) {
  auto const version = static_cast<TlsVersion>(number);
  if (version < TlsVersion::v1_0 || version > TlsVersion::v1_3)
    throw TlsError(fmt::format("a TLS plan asks for version 0x{:04x}; known are 0x0301 to 0x0304", number));
  return version;
}

void limit_to(TlsSettings& settings, TlsVersion newest) {
  settings.maximum = newest;
  settings.minimum = std::min(settings.minimum, newest);
}

}  // namespace

TlsSettings with_plan(TlsSettings settings, faults::TlsPlan const& plan) {
  if (plan.newest_version != 0) limit_to(settings, version_of(plan.newest_version));
  if (plan.weak_ciphers_only) {
    settings.weak_ciphers_only = true;
    limit_to(settings, std::min(settings.maximum, TlsVersion::v1_2));
  }
  settings.demands_client_certificate = settings.demands_client_certificate || plan.demands_client_certificate;
  return settings;
}

}  // namespace wsus::http
