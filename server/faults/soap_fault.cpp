// soap_fault: see soap_fault.hpp.
#include "server/faults/soap_fault.hpp"

#include "server/faults/values.hpp"

#include <algorithm>
#include <vector>

namespace wsus::faults {
namespace {

std::string read_operation(config::Node const& node, wusp::Service service) {
  std::vector<std::string> names;
  for (auto const& operation : wusp::operations()) {
    if (operation.service == service) names.emplace_back(operation.name);
  }
  return node.word(names);
}

wusp::ErrorCode read_error_code(config::Node const& node) {
  std::vector<std::string> names;
  names.reserve(wusp::all_error_codes().size());
  for (auto const code : wusp::all_error_codes()) names.emplace_back(wusp::to_string(code));
  return wusp::parse_error_code(node.word(names)).value();
}

/// One line: it stands in a line of SoftwareDistribution.log too.
std::string read_message(config::Node const& node) {
  auto text = node.text();
  auto const is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  if (std::any_of(text.begin(), text.end(), is_control)) {
    node.fail("a line end or another control character", "one line of text");
  }
  return text;
}

wusp::FaultCode default_code(wusp::ErrorCode error) {
  return error == wusp::ErrorCode::internal_server_error ? wusp::FaultCode::server : wusp::FaultCode::client;
}

}  // namespace

std::optional<InjectedSoapFault> RaiseSoapFault::on_call(CallFacts const& call) const {
  if (call.service != service || call.operation != operation) return std::nullopt;
  return fault;
}

RaiseSoapFault read_soap_fault(config::Node const& node) {
  allow_only(node, {"service", "operation", "error_code", "message", "code"});
  RaiseSoapFault fault;
  fault.service = read_service(node.required("service"));
  fault.operation = read_operation(node.required("operation"), fault.service);
  fault.fault.error_code = read_error_code(node.required("error_code"));
  if (auto const message = node.child("message")) fault.fault.message = read_message(*message);
  fault.fault.fault_code = default_code(fault.fault.error_code);
  if (auto const code = node.child("code")) {
    fault.fault.fault_code =
        code->word({"Client", "Server"}) == "Client" ? wusp::FaultCode::client : wusp::FaultCode::server;
  }
  return fault;
}

}  // namespace wsus::faults
