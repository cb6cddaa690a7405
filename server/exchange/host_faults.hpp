// Faults that the hosts of the services give before an operation runs: WCF (Client) and ASMX (SimpleAuth, Reporting).
#pragma once

#include "server/domain/settings.hpp"
#include "server/faults/response_plan.hpp"
#include "wsdl/wire/engine.hpp"
#include "wsdl/wusp/service.hpp"

#include <string_view>

namespace wsus::exchange {

enum class Host { wcf, asmx };
/// Client: WCF; SimpleAuth and Reporting: ASMX (told by their envelopes, wusp-protocol 1.2). Old servers have ASMX
/// only.
[[nodiscard]] Host host_of(wusp::Service service, domain::Settings const& settings);
[[nodiscard]] wire::Dress dress_of(Host host);

/// A SOAP fault as the service's host sends it: HTTP 500, captured headers, Connection: close.
[[nodiscard]] faults::ResponsePlan fault_plan(Host host, std::string envelope);
/// HTTP 200 with the captured headers of the service.
[[nodiscard]] faults::ResponsePlan success_plan(Host host, std::string envelope);

/// SOAPAction is missing or names no operation of the service.
[[nodiscard]] faults::ResponsePlan unknown_action(Host host, std::string_view action);
/// The body is no SOAP message of the service.
[[nodiscard]] faults::ResponsePlan malformed(Host host, wire::Malformed const& what);
/// The body element names no operation of the service.
[[nodiscard]] faults::ResponsePlan unknown_operation(Host host, wusp::Service service, std::string_view element);
/// The request's body is not what its Content-Encoding says: 400 without a body (assumption M).
[[nodiscard]] faults::ResponsePlan bad_content_coding(Host host);
/// The request is not text/xml, or has a Content-Encoding that the server does not know.
[[nodiscard]] faults::ResponsePlan unsupported_media_type(Host host);

}  // namespace wsus::exchange
