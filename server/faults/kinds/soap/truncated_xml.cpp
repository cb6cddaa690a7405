// truncated_xml: the message ends early, and nothing in HTTP says so: its length is that of what is left.
#include "server/config/values.hpp"
#include "server/faults/kinds/kinds.hpp"
#include "server/faults/kinds/position.hpp"
#include "server/faults/kinds/soap/soap_reply.hpp"

namespace wsus::faults {
namespace {

class TruncatedXml final : public ReplyFault {
public:
  explicit TruncatedXml(Position at) : at_(at) {}
  [[nodiscard]] ReplyStep step() const override { return ReplyStep::body; }
  [[nodiscard]] bool apply(Reply& reply) const override {
    auto const length = at_.in(reply.plan.body.size());
    if (!is_soap_message(reply) || length >= reply.plan.body.size()) return false;
    reply.plan.body.resize(length);
    return true;
  }

private:
  Position at_;
};

}  // namespace

Fault read_truncated_xml(config::Node const& node) {
  config::allow_only(node, {"at"});
  auto const at = node.child("at");
  return std::make_shared<TruncatedXml const>(at ? read_position(*at) : Position{.share = 0.5});
}

}  // namespace wsus::faults
