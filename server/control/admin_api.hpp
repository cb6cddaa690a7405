// The admin API: what an operator's script may ask of a running server. No sockets. The contract is docs/ADMIN-API.md.
#pragma once

#include "server/control/guard.hpp"
#include "server/control/route.hpp"
#include "server/faults/request_handler.hpp"

#include <optional>
#include <string>

namespace wsus::control {

/// Admits a call (Guard), finds its route and has it handled; errors are application/problem+json (RFC 9457).
/// Thread safety: as RequestHandler. Lifetime: what the routes refer to must outlive it.
class AdminApi final : public faults::RequestHandler {
public:
  /// `token`: as Guard. Of two routes for one method and path the first counts; a path without {name} comes before one
  /// with it.
  AdminApi(Routes routes, std::optional<std::string> token) : routes_(std::move(routes)), guard_(std::move(token)) {}

  [[nodiscard]] faults::ResponsePlan handle(faults::ExchangeView const& request) override;
  [[nodiscard]] faults::ResponsePlan handle_unreadable(faults::Unreadable why,
                                                       faults::ExchangeView const& request) override;
  [[nodiscard]] Routes const& routes() const { return routes_; }

private:
  [[nodiscard]] faults::ResponsePlan answer(faults::ExchangeView const& request) const;

  Routes routes_;
  Guard guard_;
};

}  // namespace wsus::control
