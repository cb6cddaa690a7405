// Faults of services and the choice of a dispatch: see service_call.hpp.
#include "server/services/service_call.hpp"

#include "server/services/dispatch.hpp"

#include <fmt/format.h>

#include <utility>

namespace wsus::services {

wire::SoapFault make_fault(ServiceCall const& call, Refused const& refused) {
  wire::SoapFault fault;
  fault.code = refused.fault_code;
  fault.error_code = std::string(wusp::to_string(refused.error_code));
  fault.message = refused.message;
  fault.id = wusp::to_string(call.state.next_guid());
  fault.method = fmt::format("\"{}\"", wusp::soap_action(call.service, call.record.operation));
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

wire::Engine::Dispatch dispatch_of(ServiceCall& call) {
  switch (call.service) {
  case wusp::Service::simple_auth: return simple_auth_dispatch(call);
  case wusp::Service::client: return client_dispatch(call);
  case wusp::Service::reporting: break;
  }
  return reporting_dispatch(call);
}

}  // namespace wsus::services
