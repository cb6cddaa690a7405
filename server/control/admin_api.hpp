// The admin API: what an operator's script may ask of a running server. No sockets.
#pragma once

#include "server/domain/computers.hpp"
#include "server/faults/request_handler.hpp"
#include "server/faults/rules/rule_book.hpp"
#include "server/iis/application.hpp"
#include "server/journal/journal.hpp"

#include <span>
#include <string_view>

namespace wsus::control {

/// Routes:
///   GET  /api/v1/health
///   POST /api/v1/iisreset
///   GET  /api/v1/computers               every computer with its last contact, report and status
///   GET  /api/v1/computers/ID/status     the state of each update that it reported
///   GET  /api/v1/computers/ID/events     its events, oldest first; ?event_id=N for one kind
///   GET  /api/v1/faults                  every fault rule with what it has done
///   POST /api/v1/faults/why              why rules do not happen to an exchange (fault_rules_json.hpp)
/// Errors are application/problem+json (RFC 9457).
/// Thread safety: as RequestHandler. Lifetime: what the constructor gets must outlive it.
class AdminApi final : public faults::RequestHandler {
public:
  AdminApi(iis::Application& application, journal::Journal& journal, domain::Computers const& computers,
           faults::RuleBook const& rules)
      : application_(application), journal_(journal), computers_(computers), rules_(rules) {}

  [[nodiscard]] faults::ResponsePlan handle(faults::ExchangeView const& request) override;
  [[nodiscard]] faults::ResponsePlan handle_unreadable(faults::Unreadable why,
                                                       faults::ExchangeView const& request) override;

private:
  struct Route;
  [[nodiscard]] static std::span<Route const> routes();
  [[nodiscard]] faults::ResponsePlan health(faults::ExchangeView const& request, std::string_view id) const;
  [[nodiscard]] faults::ResponsePlan iisreset(faults::ExchangeView const& request, std::string_view id) const;
  [[nodiscard]] faults::ResponsePlan computers(faults::ExchangeView const& request, std::string_view id) const;
  [[nodiscard]] faults::ResponsePlan status(faults::ExchangeView const& request, std::string_view id) const;
  [[nodiscard]] faults::ResponsePlan events(faults::ExchangeView const& request, std::string_view id) const;
  [[nodiscard]] faults::ResponsePlan fault_rules(faults::ExchangeView const& request, std::string_view id) const;
  [[nodiscard]] faults::ResponsePlan why(faults::ExchangeView const& request, std::string_view id) const;

  iis::Application& application_;
  journal::Journal& journal_;
  domain::Computers const& computers_;
  faults::RuleBook const& rules_;
};

}  // namespace wsus::control
