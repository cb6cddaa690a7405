// From a request to a plan: the path picks the service, IIS may refuse, the service answers, logs and journal are
// written. No sockets.
#pragma once

#include "server/exchange/engine_pool.hpp"
#include "server/faults/request_handler.hpp"
#include "server/iis/application.hpp"
#include "server/iis/error_pages.hpp"
#include "server/iis/log_writer.hpp"
#include "server/journal/journal.hpp"
#include "server/services/service_call.hpp"
#include "server/services/wsus_state.hpp"

namespace wsus::exchange {

/// Thread safety: as RequestHandler. Lifetime: everything given to the constructor must outlive the exchange.
class Exchange final : public faults::RequestHandler {
public:
  Exchange(services::WsusState& state, iis::Application& application, iis::LogWriter& logs, journal::Journal& journal,
           wire::Limits const& limits = {});

  [[nodiscard]] faults::ResponsePlan handle(faults::ExchangeView const& request) override;
  [[nodiscard]] faults::ResponsePlan handle_unreadable(faults::Unreadable why,
                                                       faults::ExchangeView const& request) override;

private:
  /// One request on its way: the plan grows, the entry remembers.
  struct Passage;

  void route(Passage& passage);
  void call_service(Passage& passage, domain::RequestLimits const& limits);
  void finish(Passage& passage);

  services::WsusState& state_;
  iis::Application& application_;
  iis::LogWriter& logs_;
  journal::Journal& journal_;
  EnginePool engines_;
};

}  // namespace wsus::exchange
