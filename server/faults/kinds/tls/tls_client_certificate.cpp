// tls_client_certificate: the TLS listener demands a certificate of the client and ends the handshake without one.
#include "server/config/values.hpp"
#include "server/faults/kinds/kinds.hpp"
#include "server/faults/kinds/make_fault.hpp"

namespace wsus::faults {
namespace {

struct TlsClientCertificate final : ConnectionFault {
  bool apply(ConnectionPlan& plan, ConnectionView const& connection) const override {
    if (!connection.secure || plan.greeting != Greeting::serve || plan.tls.demands_client_certificate) return false;
    plan.tls.demands_client_certificate = true;
    return true;
  }
  bool applies_always() const override { return false; }  // a plain connection has no handshake
};

}  // namespace

Fault read_tls_client_certificate(config::Node const& node) {
  config::allow_only(node, {});
  return make_fault<ConnectionFault>(TlsClientCertificate{});
}

}  // namespace wsus::faults
