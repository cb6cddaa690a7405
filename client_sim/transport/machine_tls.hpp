// What a simulated machine brings to a TLS handshake.
#pragma once

#include "client_sim/transport/http_options.hpp"

namespace wsus::machine {
class Machine;
}

namespace wsus::transport {

/// Trusts the machine's Root store and `trusted_certificates`; offers the versions of WinHTTP's and SCHANNEL's
/// settings, from the oldest to the newest of them (a gap between two is not simulated). Certificates are looked at in
/// the machine's own time. Where waits pass in real time, so do certificates: the time of the system that the lab runs
/// on, and the offset of the machine's clock.
[[nodiscard]] TlsFacts tls_facts_of(machine::Machine const& machine, HttpOptions const& options);

/// The same options, asking the machine at each new TLS connection; unless they ask somebody already. Lifetime: the
/// machine must outlive what is made with them.
[[nodiscard]] HttpOptions with_machine_tls(HttpOptions options, machine::Machine const& machine);

}  // namespace wsus::transport
