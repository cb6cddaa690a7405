// What every operation goes through: see dispatch.hpp.
#include "server/services/dispatch.hpp"

#include <fmt/format.h>

#include <exception>

namespace wsus::services {
namespace {
constexpr int soap_ok = 0;  // SOAP_OK; this file needs nothing else of gSOAP

/// Fault rules come before the operation's own word. One that did not ask them has not learned its client, so it has
/// changed nothing either: what it would have answered, refusals included, can still be replaced.
void run_with_faults(ServiceCall& call, std::function<void()> const& run) {
  try {
    run();
  } catch (Refused const&) {
    examine(call);
    throw;
  }
  examine(call);
}

}  // namespace

int answer(ServiceCall& call, struct soap* soap, std::string_view operation, std::function<void()> const& run) {
  call.record.operation = operation;
  try {
    run_with_faults(call, run);
    return soap_ok;
  } catch (Refused const& refused) {
    return wire::raise(soap, make_fault(call, refused));
  } catch (Replaced const&) {
    return wire::raise(soap, {});  // the engine has to end somehow; nobody reads it
  } catch (std::exception const& e) {
    call.record.internal_error = e.what();
  }
  return wire::raise(soap, make_fault(call, {.error_code = wusp::ErrorCode::internal_server_error,
                                             .fault_code = wire::FaultCode::server}));
}

void complete_page(ServiceCall& call, std::string& envelope) {
  // Metadata are escaped, so these stand nowhere but around the page.
  constexpr std::string_view empty = "<NewUpdates/>";
  constexpr std::string_view begin = "<NewUpdates>";
  constexpr std::string_view end = "</NewUpdates>";
  if (call.pages == nullptr || !call.page) return;
  if (call.known_page) {
    if (auto const place = envelope.find(empty); place != std::string::npos)
      envelope.replace(place, empty.size(), *call.known_page);
    return;
  }
  auto const first = envelope.find(begin);
  auto const last = envelope.rfind(end);
  if (first != std::string::npos && last != std::string::npos && first < last)
    call.pages->add(*call.page, envelope.substr(first, last + end.size() - first));
}

bool offers(domain::Settings const& settings, wusp::Service service, std::string_view operation) {
  if (wusp::find_operation(service, operation) == nullptr) return false;
  if (operation == "GetExtendedUpdateInfo2") return !settings.asmx_only;
  bool const is_live = operation == "GetConfig2" || operation == "GetTimestamps";
  return !is_live || settings.live_operations;
}

bool takes_action(domain::Settings const& settings, wusp::Service service, std::string_view soap_action) {
  if (settings.offer_ping && (soap_action == ping_action || soap_action == fmt::format("\"{}\"", ping_action)))
    return true;
  auto const* const operation = wusp::operation_of_action(soap_action);
  return operation != nullptr && operation->service == service && offers(settings, service, operation->name);
}

}  // namespace wsus::services
