// tls_weak_ciphers: the TLS listener offers only cipher suites that a current client refuses.
#include "server/config/values.hpp"
#include "server/faults/kinds/kinds.hpp"
#include "server/faults/kinds/make_fault.hpp"

namespace wsus::faults {
namespace {

struct TlsWeakCiphers final : ConnectionFault {
  bool apply(ConnectionPlan& plan, ConnectionView const& connection) const override {
    if (!connection.secure || plan.greeting != Greeting::serve || plan.tls.weak_ciphers_only) return false;
    plan.tls.weak_ciphers_only = true;
    return true;
  }
  bool applies_always() const override { return false; }  // a plain connection has no handshake
};

}  // namespace

Fault read_tls_weak_ciphers(config::Node const& node) {
  config::allow_only(node, {});
  return make_fault<ConnectionFault>(TlsWeakCiphers{});
}

}  // namespace wsus::faults
