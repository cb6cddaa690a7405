// The admin API: what an operator's script may ask of a running server. No sockets.
#pragma once

#include "server/faults/request_handler.hpp"
#include "server/iis/application.hpp"
#include "server/journal/journal.hpp"

namespace wsus::control {

/// Routes: GET /api/v1/health, POST /api/v1/iisreset. Errors are application/problem+json (RFC 9457).
/// Thread safety: as RequestHandler. Lifetime: the application and the journal must outlive it.
class AdminApi final : public faults::RequestHandler {
public:
  AdminApi(iis::Application& application, journal::Journal& journal) : application_(application), journal_(journal) {}

  [[nodiscard]] faults::ResponsePlan handle(faults::ExchangeView const& request) override;
  [[nodiscard]] faults::ResponsePlan handle_unreadable(faults::Unreadable why,
                                                       faults::ExchangeView const& request) override;

private:
  iis::Application& application_;
  journal::Journal& journal_;
};

}  // namespace wsus::control
