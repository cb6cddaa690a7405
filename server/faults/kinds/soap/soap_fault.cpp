// soap_fault: calls are refused with a chosen SOAP fault instead of being performed.
#include "server/config/values.hpp"
#include "server/faults/kinds/kinds.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace wsus::faults {
namespace {

class RaiseSoapFault final : public CallFault {
public:
  explicit RaiseSoapFault(InjectedSoapFault fault) : fault_(std::move(fault)) {}
  [[nodiscard]] std::optional<InjectedSoapFault> refuse(CallFacts const& /*call*/) const override { return fault_; }

private:
  InjectedSoapFault fault_;
};

wusp::ErrorCode read_error_code(config::Node const& node) {
  std::vector<std::string_view> names;
  names.reserve(wusp::all_error_codes().size());
  for (auto const code : wusp::all_error_codes()) names.push_back(wusp::to_string(code));
  return wusp::parse_error_code(config::read_word(node, names)).value();
}

/// What the services themselves give with this code.
wusp::FaultCode default_code(wusp::ErrorCode error) {
  return error == wusp::ErrorCode::internal_server_error ? wusp::FaultCode::server : wusp::FaultCode::client;
}

}  // namespace

Fault read_soap_fault(config::Node const& node) {
  config::allow_only(node, {"error_code", "message", "code"});
  InjectedSoapFault fault;
  fault.error_code = read_error_code(node.required("error_code"));
  // One line: it stands in a line of SoftwareDistribution.log too. It may be empty, as most real ones are.
  if (auto const message = node.child("message"); message && !message->text().empty())
    fault.message = config::read_line(*message);
  fault.fault_code = default_code(fault.error_code);
  if (auto const code = node.child("code")) {
    fault.fault_code = code->word({"Client", "Server"}) == "Client" ? wusp::FaultCode::client : wusp::FaultCode::server;
  }
  return std::make_shared<RaiseSoapFault const>(std::move(fault));
}

}  // namespace wsus::faults
