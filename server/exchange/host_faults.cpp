// Answers of the hosts around the services: see host_faults.hpp. Sources: captures for headers and dress; the texts of
// WCF and ASMX are assumptions from their documented behaviour (docs/FIDELITY.md, "Hosts").
#include "server/exchange/host_faults.hpp"

#include <fmt/format.h>

#include <utility>

namespace wsus::exchange {
namespace {

bool is_wcf(wusp::Service service) { return service == wusp::Service::client; }

void add_server_headers(faults::ResponsePlan& plan) {
  plan.headers.push_back({"Server", "Microsoft-IIS/10.0"});
  plan.headers.push_back({"X-AspNet-Version", "4.0.30319"});
  plan.headers.push_back({"X-Powered-By", "ASP.NET"});
}

faults::ResponsePlan bare_plan(wusp::Service service, unsigned status) {
  faults::ResponsePlan plan;
  plan.status = status;
  plan.headers.push_back({"Cache-Control", is_wcf(service) ? "private" : "private, max-age=0"});
  return plan;
}

/// A fault without a WSUS detail: its text only.
faults::ResponsePlan text_fault(wusp::Service service, wire::FaultCode code, std::string reason) {
  wire::SoapFault fault;
  fault.code = code;
  fault.reason = std::move(reason);
  return fault_plan(service, wire::fault_envelope(fault, dress_of(service)));
}

}  // namespace

wire::Dress dress_of(wusp::Service service) { return is_wcf(service) ? wire::Dress::wcf : wire::Dress::asmx; }

faults::ResponsePlan fault_plan(wusp::Service service, std::string envelope) {
  auto plan = bare_plan(service, 500);
  // Captured on the Client service; the ASMX services are taken to be the same but for their cache directive.
  plan.headers.front().value = "private";
  plan.headers.push_back({"Content-Type", "text/xml; charset=utf-8"});
  add_server_headers(plan);
  plan.body = std::move(envelope);
  plan.close = true;
  return plan;
}

faults::ResponsePlan success_plan(wusp::Service service, std::string envelope) {
  auto plan = bare_plan(service, 200);
  plan.headers.push_back({"Content-Type", "text/xml; charset=utf-8"});
  plan.headers.push_back({"Vary", "Accept-Encoding"});
  add_server_headers(plan);
  plan.body = std::move(envelope);
  return plan;
}

faults::ResponsePlan unknown_action(wusp::Service service, std::string_view action) {
  if (is_wcf(service)) {
    return text_fault(service, wire::FaultCode::client,
                      fmt::format("The message with Action '{}' cannot be processed at the receiver, due to a "
                                  "ContractFilter mismatch at the EndpointDispatcher.",
                                  action));
  }
  return text_fault(service, wire::FaultCode::client,
                    fmt::format("Server did not recognize the value of HTTP Header SOAPAction: {}.", action));
}

faults::ResponsePlan unknown_operation(wusp::Service service, std::string_view element) {
  return text_fault(service, wire::FaultCode::client,
                    fmt::format("The body element '{}' is not an operation of {}.", element, wusp::info(service).name));
}

faults::ResponsePlan malformed(wusp::Service service, wire::Malformed const& what) {
  if (what.kind == wire::Malformed::Kind::soap_1_2) {
    return text_fault(service, wire::FaultCode::client,
                      "The envelope is SOAP 1.2; this endpoint understands SOAP 1.1 only.");
  }
  if (is_wcf(service)) {
    auto plan = bare_plan(service, 400);
    add_server_headers(plan);
    plan.close = true;
    return plan;
  }
  auto plan = text_fault(service, wire::FaultCode::client,
                         "Server was unable to read request. ---> There is an error in the XML document.");
  plan.status = 400;
  return plan;
}

faults::ResponsePlan bad_content_coding(wusp::Service service) {
  auto plan = bare_plan(service, 400);
  add_server_headers(plan);
  plan.close = true;
  return plan;
}

faults::ResponsePlan unsupported_media_type(wusp::Service service, std::string_view) {
  auto plan = bare_plan(service, 415);
  add_server_headers(plan);
  plan.close = true;
  return plan;
}

}  // namespace wsus::exchange
