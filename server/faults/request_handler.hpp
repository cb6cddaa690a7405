// The seam between HTTP and everything above it: a connection or a request in, a plan out.
#pragma once

#include "server/faults/connection_plan.hpp"
#include "server/faults/exchange_view.hpp"
#include "server/faults/response_plan.hpp"

namespace wsus::faults {

/// Thread safety: every call may come from any worker thread, several at the same time. None may block or suspend
/// (but handle() of a listener that is told so: http::ServerOptions::handler_waits).
class RequestHandler {
public:
  virtual ~RequestHandler() = default;
  /// A connection that was just accepted; asked in the order in which a listener accepts, before anything is read.
  [[nodiscard]] virtual ConnectionPlan accept(ConnectionView const& /*connection*/) { return {}; }
  [[nodiscard]] virtual ResponsePlan handle(ExchangeView const& request) = 0;
  /// A request that never became whole; `request` holds what is known of it. The session closes the connection.
  [[nodiscard]] virtual ResponsePlan handle_unreadable(Unreadable why, ExchangeView const& request) = 0;
};

}  // namespace wsus::faults
