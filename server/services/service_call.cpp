// Faults of services and the choice of a dispatch: see service_call.hpp.
#include "server/services/service_call.hpp"

#include "server/services/dispatch.hpp"

#include <fmt/format.h>

#include <utility>

namespace wsus::services {

namespace {
/// Begins as the specification's samples do (C); arguments and further frames of the stack are left out (wua-behaviour
/// 2.2).
constexpr std::string_view exception_text =
    "System.Web.Services.Protocols.SoapException: Fault occurred\n   at "
    "Microsoft.UpdateServices.Internal.SoapUtilities.ThrowException(ErrorCode errorCode, String message)";
}  // namespace

wire::SoapFault make_fault(ServiceCall const& call, Refused const& refused) {
  wire::SoapFault fault;
  if (call.settings->asmx_only) {
    fault.reason = exception_text;
    fault.actor = call.service_url;
  }
  fault.code = refused.fault_code;
  fault.error_code = std::string(wusp::to_string(refused.error_code));
  fault.message = refused.message;
  fault.id = wusp::to_string(call.state.next_guid());
  bool const is_ping = call.record.operation == "Ping";
  fault.method = fmt::format("\"{}\"", is_ping ? std::string(ping_action)
                                               : wusp::soap_action(call.service, call.record.operation));
  return fault;
}

void inject_fault(ServiceCall& call) {
  auto const* const rules = std::exchange(call.faults, nullptr);
  if (rules == nullptr) return;
  auto injection =
      rules->on_call({.service = call.service, .operation = call.record.operation, .client_id = call.record.client_id});
  if (!injection) return;
  call.record.injected = injection->rule->kind;
  auto& fault = injection->decision;
  throw Refused{.error_code = fault.error_code, .message = std::move(fault.message), .fault_code = fault.fault_code};
}

namespace {

wire::Engine::Dispatch service_dispatch(ServiceCall& call) {
  switch (call.service) {
  case wusp::Service::simple_auth: return simple_auth_dispatch(call);
  case wusp::Service::client: return client_dispatch(call);
  case wusp::Service::reporting: break;
  }
  return reporting_dispatch(call);
}

}  // namespace

wire::Engine::Dispatch dispatch_of(ServiceCall& call) {
  auto service = service_dispatch(call);
  return call.settings->offer_ping ? with_ping(call, std::move(service)) : service;
}

}  // namespace wsus::services
