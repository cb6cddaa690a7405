// Answers of the hosts around the services: see host_faults.hpp. Sources: captures for headers and dress; the texts of
// WCF and ASMX are assumptions from their documented behaviour (docs/FIDELITY.md, "Hosts").
#include "server/exchange/host_faults.hpp"

#include <fmt/format.h>

#include <utility>

namespace wsus::exchange {
namespace {

void add_server_headers(faults::ResponsePlan& plan) {
  plan.headers.push_back({"Server", "Microsoft-IIS/10.0"});
  plan.headers.push_back({"X-AspNet-Version", "4.0.30319"});
  plan.headers.push_back({"X-Powered-By", "ASP.NET"});
}

faults::ResponsePlan bare_plan(Host host, unsigned status) {
  faults::ResponsePlan plan;
  plan.status = status;
  plan.headers.push_back({"Cache-Control", host == Host::wcf ? "private" : "private, max-age=0"});
  return plan;
}

/// A fault without a WSUS detail: its text only.
faults::ResponsePlan text_fault(Host host, wire::FaultCode code, std::string reason) {
  wire::SoapFault fault;
  fault.code = code;
  fault.reason = std::move(reason);
  return fault_plan(host, wire::fault_envelope(fault, dress_of(host)));
}

}  // namespace

Host host_of(wusp::Service service, domain::Settings const& settings) {
  return service == wusp::Service::client && !settings.asmx_only ? Host::wcf : Host::asmx;
}

wire::Dress dress_of(Host host) { return host == Host::wcf ? wire::Dress::wcf : wire::Dress::asmx; }

faults::ResponsePlan fault_plan(Host host, std::string envelope) {
  auto plan = bare_plan(host, 500);
  // Captured on the Client service; the ASMX services are taken to be the same but for their cache directive.
  plan.headers.front().value = "private";
  plan.headers.push_back({"Content-Type", "text/xml; charset=utf-8"});
  add_server_headers(plan);
  plan.body = std::move(envelope);
  plan.close = true;
  return plan;
}

faults::ResponsePlan success_plan(Host host, std::string envelope) {
  auto plan = bare_plan(host, 200);
  plan.headers.push_back({"Content-Type", "text/xml; charset=utf-8"});
  plan.headers.push_back({"Vary", "Accept-Encoding"});
  add_server_headers(plan);
  plan.body = std::move(envelope);
  return plan;
}

faults::ResponsePlan unknown_action(Host host, std::string_view action) {
  if (host == Host::wcf) {
    return text_fault(host, wire::FaultCode::client,
                      fmt::format("The message with Action '{}' cannot be processed at the receiver, due to a "
                                  "ContractFilter mismatch at the EndpointDispatcher.",
                                  action));
  }
  return text_fault(host, wire::FaultCode::client,
                    fmt::format("Server did not recognize the value of HTTP Header SOAPAction: {}.", action));
}

faults::ResponsePlan unknown_operation(Host host, wusp::Service service, std::string_view element) {
  return text_fault(host, wire::FaultCode::client,
                    fmt::format("The body element '{}' is not an operation of {}.", element, wusp::info(service).name));
}

faults::ResponsePlan malformed(Host host, wire::Malformed const& what) {
  if (what.kind == wire::Malformed::Kind::soap_1_2) {
    return text_fault(host, wire::FaultCode::client,
                      "The envelope is SOAP 1.2; this endpoint understands SOAP 1.1 only.");
  }
  if (host == Host::wcf) {
    auto plan = bare_plan(host, 400);
    add_server_headers(plan);
    plan.close = true;
    return plan;
  }
  auto plan = text_fault(host, wire::FaultCode::client,
                         "Server was unable to read request. ---> There is an error in the XML document.");
  plan.status = 400;
  return plan;
}

faults::ResponsePlan bad_content_coding(Host host) {
  auto plan = bare_plan(host, 400);
  add_server_headers(plan);
  plan.close = true;
  return plan;
}

faults::ResponsePlan unsupported_media_type(Host host) {
  auto plan = bare_plan(host, 415);
  add_server_headers(plan);
  plan.close = true;
  return plan;
}

}  // namespace wsus::exchange
