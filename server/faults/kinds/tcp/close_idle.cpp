// close_idle: the connection is kept after the response, even where it would end with it, and closed without a word
// when it was idle for a while: the next request on it is lost.
#include "server/config/values.hpp"
#include "server/faults/kinds/kinds.hpp"
#include "server/faults/kinds/make_fault.hpp"

namespace wsus::faults {
namespace {

using namespace std::chrono_literals;

struct CloseIdle final : ReplyFault {
  explicit CloseIdle(std::chrono::milliseconds time) : after(time) {}
  std::chrono::milliseconds after;

  ReplyStep step() const override { return ReplyStep::delivery; }
  bool apply(Reply& reply) const override {
    if (reply.plan.delivery.close_idle_after) return false;
    reply.plan.delivery.close_idle_after = after;
    return true;
  }
};

}  // namespace

Fault read_close_idle(config::Node const& node) {
  config::allow_only(node, {"after"});
  return make_fault<ReplyFault>(CloseIdle(config::read_duration(node.required("after"), 1ms, 24h)));
}

}  // namespace wsus::faults
