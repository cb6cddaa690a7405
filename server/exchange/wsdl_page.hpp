// What a service says to GET ...?wsdl.
#pragma once

#include "server/exchange/host_faults.hpp"
#include "server/faults/exchange_view.hpp"
#include "server/faults/response_plan.hpp"
#include "wsdl/wusp/service.hpp"

namespace wsus::exchange {

/// "?wsdl" in any letter case and nothing else: ASP.NET and WCF both take it so (assumption M; also "?singleWsdl" is
/// not played).
[[nodiscard]] bool asks_for_wsdl(faults::ExchangeView const& request);

/// 200 with the WSDL, whose soap:address is the address that the client used: scheme, Host header, path as written.
/// Without a Host header the server's own address stands there. Headers as the service's host sends them with its
/// answers (assumption M).
[[nodiscard]] faults::ResponsePlan wsdl_plan(Host host, wusp::Service service, faults::ExchangeView const& request);

}  // namespace wsus::exchange
