// Between the exchange and IIS's own part of it (iis/internet_services): requests as facts, refusals as plans and rows.
#pragma once

#include "server/faults/exchange_view.hpp"
#include "server/faults/response_plan.hpp"
#include "server/iis/internet_services.hpp"
#include "server/iis/pool/http_error_log.hpp"

#include <cstdint>

namespace wsus::exchange {

/// `port`: of the listener as the site's bindings name it, whatever port the system has given it.
/// Lifetime: views into the request.
[[nodiscard]] iis::RequestFacts facts_for_iis(faults::ExchangeView const& request, std::uint16_t port);

/// What goes out for a refusal: its page with its headers, or a reset before the first byte.
[[nodiscard]] faults::ResponsePlan plan_of(iis::Denied const& denied);
/// What goes out for a redirect.
[[nodiscard]] faults::ResponsePlan plan_of(iis::Redirected const& redirected);

/// The row of HTTPERR for a refusal of http.sys (Denied::reason is not empty). The W3C log has none then.
[[nodiscard]] iis::HttpErrorEntry http_error_entry(iis::Denied const& denied, iis::Reception const& reception,
                                                   faults::ExchangeView const& request, wusp::UtcTime now);

}  // namespace wsus::exchange
