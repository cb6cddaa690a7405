// fault_with_200: SOAP faults go out with the status of a success.
#include "server/config/values.hpp"
#include "server/faults/kinds/kinds.hpp"
#include "server/faults/kinds/soap/soap_reply.hpp"

namespace wsus::faults {
namespace {

class FaultWith200 final : public ReplyFault {
public:
  [[nodiscard]] ReplyStep step() const override { return ReplyStep::head; }
  /// The body is not asked: another rule may have spoilt it. Services give XML with such a status for faults only.
  [[nodiscard]] bool apply(Reply& reply) const override {
    if (!is_soap_message(reply) || reply.plan.status < 400) return false;
    reply.plan.status = 200;
    return true;
  }
};

}  // namespace

Fault read_fault_with_200(config::Node const& node) {
  config::allow_only(node, {});
  return std::make_shared<FaultWith200 const>();
}

}  // namespace wsus::faults
