// drip: a response goes out in small pieces, with a pause before each.
#include "server/config/values.hpp"
#include "server/faults/kinds/kinds.hpp"
#include "server/faults/kinds/make_fault.hpp"

namespace wsus::faults {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t max_piece = 1'000'000;

struct Drip final : ReplyFault {
  explicit Drip(Delivery::Drip how) : pace(how) {}
  Delivery::Drip pace;

  ReplyStep step() const override { return ReplyStep::delivery; }
  bool apply(Reply& reply) const override {
    if (reply.plan.delivery.drip) return false;
    reply.plan.delivery.drip = pace;
    return true;
  }
};

}  // namespace

Fault read_drip(config::Node const& node) {
  config::allow_only(node, {"bytes", "every"});
  Delivery::Drip pace{.every = config::read_duration(node.required("every"), 1ms, 1h)};
  if (auto const bytes = node.child("bytes")) pace.bytes = static_cast<std::uint32_t>(bytes->integer(1, max_piece));
  return make_fault<ReplyFault>(Drip(pace));
}

}  // namespace wsus::faults
