// From a request to a plan: the path picks the service, IIS may refuse, the service answers, logs and journal are
// written. No sockets.
#pragma once

#include "server/exchange/engine_pool.hpp"
#include "server/faults/fault_rules.hpp"
#include "server/faults/request_handler.hpp"
#include "server/iis/application.hpp"
#include "server/iis/error_pages.hpp"
#include "server/iis/log_writer.hpp"
#include "server/iis/site_configuration.hpp"
#include "server/journal/journal.hpp"
#include "server/services/service_call.hpp"
#include "server/services/wsus_state.hpp"

namespace wsus::exchange {

/// Fault rules are asked before IIS and, through the services, before an operation does its work.
/// `site` is the configuration of the whole web site; null: a site without one.
/// Thread safety: as RequestHandler. Lifetime: everything given to the constructor must outlive the exchange.
class Exchange final : public faults::RequestHandler {
public:
  Exchange(services::WsusState& state, iis::Application& application, iis::LogWriter& logs, journal::Journal& journal,
           faults::FaultRules faults = {}, wire::Limits const& limits = {}, iis::SiteConfiguration* site = nullptr);

  [[nodiscard]] faults::ResponsePlan handle(faults::ExchangeView const& request) override;
  [[nodiscard]] faults::ResponsePlan handle_unreadable(faults::Unreadable why,
                                                       faults::ExchangeView const& request) override;

private:
  /// One request on its way: the plan grows, the entry remembers.
  struct Passage;

  [[nodiscard]] bool inject(Passage& passage) const;
  [[nodiscard]] bool answered_by_site(Passage& passage) const;
  void route(Passage& passage);
  void call_service(Passage& passage, domain::RequestLimits const& limits);
  void finish(Passage& passage);

  services::WsusState& state_;
  iis::Application& application_;
  iis::LogWriter& logs_;
  journal::Journal& journal_;
  iis::SiteConfiguration* const site_;
  faults::FaultRules const faults_;
  EnginePool engines_;
};

}  // namespace wsus::exchange
