// wrong_scheme: the TLS listener speaks plain HTTP, and the plain one expects TLS.
#include "server/config/values.hpp"
#include "server/faults/kinds/kinds.hpp"
#include "server/faults/kinds/make_fault.hpp"

namespace wsus::faults {
namespace {

struct WrongScheme final : ConnectionFault {
  bool apply(ConnectionPlan& plan, ConnectionView const& /*connection*/) const override {
    if (plan.greeting != Greeting::serve) return false;
    plan.greeting = Greeting::other_scheme;
    return true;
  }
};

}  // namespace

Fault read_wrong_scheme(config::Node const& node) {
  config::allow_only(node, {});
  return make_fault<ConnectionFault>(WrongScheme{});
}

}  // namespace wsus::faults
