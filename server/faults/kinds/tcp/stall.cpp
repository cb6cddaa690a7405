// stall: a response stops after so many bytes, for a while or until the peer gives up; the connection stays open.
#include "server/config/values.hpp"
#include "server/faults/kinds/kinds.hpp"
#include "server/faults/kinds/make_fault.hpp"
#include "server/faults/kinds/tcp/cut_reply.hpp"

namespace wsus::faults {
namespace {

using namespace std::chrono_literals;

struct Stall final : ReplyFault {
  explicit Stall(Delivery::Stall where) : stall(where) {}
  Delivery::Stall stall;

  ReplyStep step() const override { return ReplyStep::delivery; }
  bool apply(Reply& reply) const override {
    if (reply.plan.delivery.stall) return false;
    reply.plan.delivery.stall = stall;
    return true;
  }
};

}  // namespace

Fault read_stall(config::Node const& node) {
  config::allow_only(node, {"after", "lasting"});
  Delivery::Stall stall;
  if (auto const after = node.child("after")) stall.after = read_offset(*after);
  if (auto const lasting = node.child("lasting")) stall.lasting = config::read_duration(*lasting, 1ms, 24h);
  return make_fault<ReplyFault>(Stall(stall));
}

}  // namespace wsus::faults
