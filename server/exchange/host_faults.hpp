// Faults that the hosts of the services give before an operation runs: WCF (Client) and ASMX (SimpleAuth, Reporting).
#pragma once

#include "server/faults/response_plan.hpp"
#include "wsdl/wire/engine.hpp"
#include "wsdl/wusp/service.hpp"

#include <string_view>

namespace wsus::exchange {

/// Client: WCF; SimpleAuth and Reporting: ASMX (told by their envelopes, wusp-protocol 1.2).
[[nodiscard]] wire::Dress dress_of(wusp::Service service);

/// A SOAP fault as the service's host sends it: HTTP 500, captured headers, Connection: close.
[[nodiscard]] faults::ResponsePlan fault_plan(wusp::Service service, std::string envelope);
/// HTTP 200 with the captured headers of the service.
[[nodiscard]] faults::ResponsePlan success_plan(wusp::Service service, std::string envelope);

/// SOAPAction is missing or names no operation of the service.
[[nodiscard]] faults::ResponsePlan unknown_action(wusp::Service service, std::string_view action);
/// The body is no SOAP message of the service.
[[nodiscard]] faults::ResponsePlan malformed(wusp::Service service, wire::Malformed const& what);
/// The body element names no operation of the service.
[[nodiscard]] faults::ResponsePlan unknown_operation(wusp::Service service, std::string_view element);
/// The request's body is not what its Content-Encoding says: 400 without a body (assumption M).
[[nodiscard]] faults::ResponsePlan bad_content_coding(wusp::Service service);
/// The request is not text/xml, or has a Content-Encoding that the server does not know.
[[nodiscard]] faults::ResponsePlan unsupported_media_type(wusp::Service service, std::string_view content_type);

}  // namespace wsus::exchange
