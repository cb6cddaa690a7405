// Responses that end before their time: see cut_reply.hpp.
#include "server/faults/kinds/tcp/cut_reply.hpp"

#include "server/config/values.hpp"
#include "server/faults/kinds/make_fault.hpp"

#include <limits>

namespace wsus::faults {
namespace {

struct CutReply final : ReplyFault {
  explicit CutReply(Delivery::Cut where) : cut(where) {}
  Delivery::Cut cut;

  ReplyStep step() const override { return ReplyStep::delivery; }
  bool apply(Reply& reply) const override {
    if (reply.plan.delivery.cut) return false;
    reply.plan.delivery.cut = cut;
    return true;
  }
};

}  // namespace

std::uint64_t read_offset(config::Node const& node) {
  return static_cast<std::uint64_t>(node.integer(0, std::numeric_limits<std::int32_t>::max()));
}

Fault read_cut(config::Node const& node, Ending by) {
  config::allow_only(node, {"after"});
  Delivery::Cut cut{.by = by};
  if (auto const after = node.child("after")) cut.after = read_offset(*after);
  return make_fault<ReplyFault>(CutReply(cut));
}

}  // namespace wsus::faults
