// Requests as facts for IIS, its refusals as plans: see reception.hpp.
#include "server/exchange/reception.hpp"

#include "server/faults/error_page.hpp"
#include "server/faults/moved_plan.hpp"

#include <string>

namespace wsus::exchange {

iis::RequestFacts facts_for_iis(faults::ExchangeView const& request, std::uint16_t port) {
  auto const authorization = request.headers == nullptr ? std::nullopt : request.headers->find("Authorization");
  return {.method = request.method,
          .path = request.path(),
          .query = request.query(),
          .host = request.host,
          .client_address = request.client_address,
          .port = port,
          .secure = request.secure,
          .has_client_certificate = false,  // the lab's agents have none
          .content_length = request.body.size(),
          .authorization = authorization.value_or(std::string_view())};
}

faults::ResponsePlan plan_of(iis::Denied const& denied) {
  auto plan = faults::page_plan(denied.page);
  plan.headers.insert(plan.headers.begin(), denied.headers.begin(), denied.headers.end());
  if (denied.resets) plan.delivery.cut = faults::Delivery::Cut{.after = 0, .by = faults::Ending::reset};
  return plan;
}

faults::ResponsePlan plan_of(iis::Redirected const& redirected) {
  return faults::moved_plan(redirected.to.status, redirected.to.location);
}

iis::HttpErrorEntry http_error_entry(iis::Denied const& denied, iis::Reception const& reception,
                                     faults::ExchangeView const& request, wusp::UtcTime now) {
  return {.time = now,
          .client_ip = std::string(request.client_address),
          .client_port = request.client_port,
          .server_ip = std::string(request.server_address),
          .server_port = request.server_port,
          .version = "HTTP/1.1",
          .method = std::string(request.method),
          .uri = std::string(request.target),
          .status = denied.resets ? 0 : denied.page.status,
          .site_id = reception.site_id,
          .reason = denied.reason,
          .queue = reception.pool};
}

}  // namespace wsus::exchange
