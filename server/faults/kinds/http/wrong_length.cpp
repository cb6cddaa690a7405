// wrong_length: Content-Length announces more or fewer bytes than the body has.
#include "server/config/values.hpp"
#include "server/faults/kinds/http/headers.hpp"
#include "server/faults/kinds/kinds.hpp"
#include "server/faults/kinds/make_fault.hpp"

#include <limits>

namespace wsus::faults {
namespace {

struct WrongLength final : ReplyFault {
  explicit WrongLength(std::int64_t error) : by(error) {}
  std::int64_t by;

  ReplyStep step() const override { return ReplyStep::delivery; }
  /// No length is announced in chunks, and none below 0.
  bool apply(Reply& reply) const override {
    auto& plan = reply.plan;
    bool const is_announced = plan.status != 204 && plan.status != 304 && !plan.delivery.broken_chunk;
    if (!is_announced || plan.delivery.length_error != 0) return false;
    if (static_cast<std::int64_t>(body_size(plan)) + by < 0) return false;
    plan.delivery.length_error = by;
    return true;
  }
};

}  // namespace

Fault read_wrong_length(config::Node const& node) {
  config::allow_only(node, {"by"});
  constexpr std::int64_t most = std::numeric_limits<std::int32_t>::max();
  auto const error = node.required("by");
  auto const by = error.integer(-most, most);
  if (by == 0) error.fail("0", "a number of bytes that are too many, or below 0: that are missing");
  return make_fault<ReplyFault>(WrongLength(by));
}

}  // namespace wsus::faults
