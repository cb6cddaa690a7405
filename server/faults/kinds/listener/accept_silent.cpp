// accept_silent: a connection is accepted, and nothing is ever read or said on it: a firewall that drops, as far as the
// peer can tell.
#include "server/config/values.hpp"
#include "server/faults/kinds/kinds.hpp"
#include "server/faults/kinds/make_fault.hpp"

namespace wsus::faults {
namespace {

struct AcceptSilent final : ConnectionFault {
  bool apply(ConnectionPlan& plan, ConnectionView const& /*connection*/) const override {
    if (plan.greeting != Greeting::serve) return false;
    plan.greeting = Greeting::silent;
    return true;
  }
};

}  // namespace

Fault read_accept_silent(config::Node const& node) {
  config::allow_only(node, {});
  return make_fault<ConnectionFault>(AcceptSilent{});
}

}  // namespace wsus::faults
