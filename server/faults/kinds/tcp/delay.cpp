// delay: a response is ready, and its first byte goes out only after a while.
#include "server/config/values.hpp"
#include "server/faults/kinds/kinds.hpp"
#include "server/faults/kinds/make_fault.hpp"

namespace wsus::faults {
namespace {

using namespace std::chrono_literals;

struct Delay final : ReplyFault {
  explicit Delay(std::chrono::milliseconds time) : by(time) {}
  std::chrono::milliseconds by;

  ReplyStep step() const override { return ReplyStep::delivery; }
  /// On top of what the answer takes by itself: a slow server is not made faster.
  bool apply(Reply& reply) const override {
    reply.plan.delivery.delay += by;
    return true;
  }
};

}  // namespace

Fault read_delay(config::Node const& node) {
  config::allow_only(node, {"by"});
  return make_fault<ReplyFault>(Delay(config::read_duration(node.required("by"), 1ms, 24h)));
}

}  // namespace wsus::faults
