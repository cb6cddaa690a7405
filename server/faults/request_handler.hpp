// The seam between HTTP and everything above it: a request in, a plan out.
#pragma once

#include "server/faults/exchange_view.hpp"
#include "server/faults/response_plan.hpp"

namespace wsus::faults {

/// Thread safety: both calls may come from any worker thread at the same time. Neither may block or suspend.
class RequestHandler {
public:
  virtual ~RequestHandler() = default;
  [[nodiscard]] virtual ResponsePlan handle(ExchangeView const& request) = 0;
  /// A request that never became whole; `request` holds what is known of it. The session closes the connection.
  [[nodiscard]] virtual ResponsePlan handle_unreadable(Unreadable why, ExchangeView const& request) = 0;
};

}  // namespace wsus::faults
