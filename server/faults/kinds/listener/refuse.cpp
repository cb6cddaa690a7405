// refuse: a connection is reset as soon as it is accepted. The peer's kernel has seen it established by then; only a
// listener that is closed refuses a connection outright.
#include "server/config/values.hpp"
#include "server/faults/kinds/kinds.hpp"
#include "server/faults/kinds/make_fault.hpp"

namespace wsus::faults {
namespace {

struct Refuse final : ConnectionFault {
  bool apply(ConnectionPlan& plan, ConnectionView const& /*connection*/) const override {
    if (plan.greeting != Greeting::serve) return false;
    plan.greeting = Greeting::reset;
    return true;
  }
};

}  // namespace

Fault read_refuse(config::Node const& node) {
  config::allow_only(node, {});
  return make_fault<ConnectionFault>(Refuse{});
}

}  // namespace wsus::faults
