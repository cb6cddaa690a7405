// Faults of services and the choice of a dispatch: see service_call.hpp.
#include "server/services/service_call.hpp"

#include "server/services/dispatch.hpp"

#include <fmt/format.h>

#include <utility>
#include <variant>

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
  fault.id = wusp::to_string(call.state.fault_ids().next(call.record.client_id));
  bool const is_ping = call.record.operation == "Ping";
  fault.method = fmt::format("\"{}\"", is_ping ? std::string(ping_action)
                                               : wusp::soap_action(call.service, call.record.operation));
  return fault;
}

faults::CallFacts facts_of(wusp::Service service, CallRecord const& record) {
  faults::CallFacts facts{.service = service,
                          .operation = record.operation,
                          .client_id = record.client_id,
                          .dns_name = record.dns_name,
                          .target_group = record.target_group};
  if (record.lists) {
    facts.installed_non_leaf_ids = record.lists->installed_non_leaf_ids;
    facts.other_cached_ids = record.lists->other_cached_ids;
    facts.cached_driver_ids = record.lists->cached_driver_ids;
  }
  return facts;
}

namespace {

void ask_faults(ServiceCall& call) {
  auto* const faults = std::exchange(call.faults, nullptr);
  if (faults == nullptr) return;
  auto& record = call.record;
  if (record.dns_name.empty() && !record.client_id.empty())
    record.dns_name = call.state.computers().dns_name_of(record.client_id);
  auto decision = faults->on_call(*call.request, facts_of(call.service, record));
  if (auto* const fault = std::get_if<faults::InjectedSoapFault>(&decision))
    throw Refused{
        .error_code = fault->error_code, .message = std::move(fault->message), .fault_code = fault->fault_code};
  if (auto* const plan = std::get_if<faults::ResponsePlan>(&decision)) {
    call.replacement = std::move(*plan);
    throw Replaced{};
  }
}

void ask_database(ServiceCall& call) {
  auto const* const database = std::exchange(call.database, nullptr);
  if (database == nullptr) return;
  auto examination =
      database->examine(facts_of(call.service, call.record), call.state.catalogue(), call.execution_timeout);
  call.takes = susdb::time_of(examination);
  if (auto* const refusal = std::get_if<susdb::Refusal>(&examination)) {
    call.record.internal_error = std::move(refusal->log_text);
    call.record.error_method = std::move(refusal->log_method);
    throw Refused{.error_code = refusal->fault.error_code,
                  .message = std::move(refusal->fault.message),
                  .fault_code = refusal->fault.fault_code};
  }
  if (std::holds_alternative<susdb::TimedOut>(examination)) {
    call.timed_out = true;
    throw Replaced{};
  }
}

}  // namespace

void examine(ServiceCall& call) {
  ask_faults(call);
  ask_database(call);
}

cookies::CookieSealer const& sealer_of(ServiceCall const& call) {
  return call.sealer ? *call.sealer : call.state.sealer();
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
