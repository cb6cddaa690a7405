// Puts the facts of a handshake together from the machine's registry, certificate store and clock.
#include "client_sim/transport/machine_tls.hpp"

#include "client_sim/machine/machine.hpp"
#include "client_sim/machine/system/tls_versions.hpp"
#include "wsdl/wusp/clock.hpp"

#include <array>
#include <utility>

namespace wsus::transport {
namespace {

/// As on the wire, oldest first.
constexpr std::array<std::pair<bool machine::TlsVersions::*, std::uint16_t>, 4> versions{{
    {&machine::TlsVersions::tls_1_0, std::uint16_t{0x0301}},
    {&machine::TlsVersions::tls_1_1, std::uint16_t{0x0302}},
    {&machine::TlsVersions::tls_1_2, std::uint16_t{0x0303}},
    {&machine::TlsVersions::tls_1_3, std::uint16_t{0x0304}},
}};

void set_versions(TlsFacts& facts, machine::TlsVersions const& offered) {
  // Without any the newest is below the oldest: no handshake succeeds.
  facts.oldest_version = versions.back().second;
  facts.newest_version = versions.front().second;
  bool found = false;
  for (auto const& [member, number] : versions) {
    if (!(offered.*member)) continue;
    if (!std::exchange(found, true)) facts.oldest_version = number;
    facts.newest_version = number;
  }
}

}  // namespace

TlsFacts tls_facts_of(machine::Machine const& machine, HttpOptions const& options) {
  auto const& state = machine.system_state();
  TlsFacts facts{.trusted_certificates = options.trusted_certificates};
  if (!facts.trusted_certificates.empty() && !facts.trusted_certificates.ends_with('\n')) {
    facts.trusted_certificates += '\n';
  }
  facts.trusted_certificates += state.certificates.pem_of(machine::root_store);
  set_versions(facts, machine::winhttp_tls_versions(machine.registry(), machine.options().profile));
  facts.now = options.timeline != nullptr ? machine.now() : wusp::SystemClock().now() + state.clock_offset;
  return facts;
}

HttpOptions with_machine_tls(HttpOptions options, machine::Machine const& machine) {
  if (options.tls_facts) return options;
  auto const asked = options;
  options.tls_facts = [&machine, asked] { return tls_facts_of(machine, asked); };
  return options;
}

}  // namespace wsus::transport
