// accept_late: a connection is accepted, and its first byte is read only after a while.
#include "server/config/values.hpp"
#include "server/faults/kinds/kinds.hpp"
#include "server/faults/kinds/make_fault.hpp"

namespace wsus::faults {
namespace {

using namespace std::chrono_literals;

struct AcceptLate final : ConnectionFault {
  explicit AcceptLate(std::chrono::milliseconds time) : after(time) {}
  std::chrono::milliseconds after;

  bool apply(ConnectionPlan& plan, ConnectionView const& /*connection*/) const override {
    if (plan.greeting != Greeting::serve || plan.delay != 0ms) return false;
    plan.delay = after;
    return true;
  }
};

}  // namespace

Fault read_accept_late(config::Node const& node) {
  config::allow_only(node, {"after"});
  return make_fault<ConnectionFault>(AcceptLate(config::read_duration(node.required("after"), 1ms, 24h)));
}

}  // namespace wsus::faults
