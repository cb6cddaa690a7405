// The admin API: what an operator's script may ask of a running server. No sockets. The contract is docs/ADMIN-API.md.
#pragma once

#include "server/control/guard.hpp"
#include "server/control/route.hpp"
#include "server/faults/request_handler.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace wsus::control {

/// What the listener takes of a request, for messages.
struct RequestLimits {
  std::size_t head_bytes = 16'384;
  std::size_t body_bytes = 30'000'000;
};

/// Admits a call (Guard), finds its route and has it handled; errors are application/problem+json (RFC 9457).
/// Thread safety: as RequestHandler. Lifetime: what the routes refer to must outlive it.
class AdminApi final : public faults::RequestHandler {
public:
  /// `token`: as Guard. Of two routes for one method and path the first counts; a path without {name} comes before one
  /// with it.
  AdminApi(Routes routes, std::optional<std::string> token, RequestLimits limits = {})
      : routes_(std::move(routes)), guard_(std::move(token)), limits_(limits) {}

  [[nodiscard]] faults::ResponsePlan handle(faults::ExchangeView const& request) override;
  [[nodiscard]] faults::ResponsePlan handle_unreadable(faults::Unreadable why,
                                                       faults::ExchangeView const& request) override;
  [[nodiscard]] Routes const& routes() const { return routes_; }

private:
  [[nodiscard]] faults::ResponsePlan answer(faults::ExchangeView const& request) const;

  Routes routes_;
  Guard guard_;
  RequestLimits const limits_;
};

}  // namespace wsus::control
