// refuse_client: SimpleAuth does not accept the client; which one, is the rule's business.
#include "server/config/values.hpp"
#include "server/faults/kinds/kinds.hpp"

namespace wsus::faults {
namespace {

class RefuseClient final : public CallFault {
public:
  /// The fault that WSUS gives for a clientId it does not accept (wua-behaviour 3.4).
  [[nodiscard]] std::optional<InjectedSoapFault> refuse(CallFacts const& call) const override {
    if (call.service != wusp::Service::simple_auth || call.operation != "GetAuthorizationCookie") return std::nullopt;
    return InjectedSoapFault{.error_code = wusp::ErrorCode::internal_server_error,
                             .fault_code = wusp::FaultCode::server};
  }
  [[nodiscard]] bool refuses_always() const override { return false; }
};

}  // namespace

Fault read_refuse_client(config::Node const& node) {
  config::allow_only(node, {});
  return std::make_shared<RefuseClient const>();
}

}  // namespace wsus::faults
