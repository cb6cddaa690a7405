// What watches a server's exchanges and rules for those who ask the admin API: live events, and figures for Prometheus.
#pragma once

#include "server/control/event_hub.hpp"
#include "server/faults/rules/rule_book.hpp"
#include "server/http/http_server.hpp"
#include "server/iis/internet_services.hpp"
#include "server/journal/journal.hpp"
#include "server/metrics/metrics.hpp"
#include "server/services/wsus_state.hpp"

#include <atomic>

namespace wsus::server {

/// The parts that figures are looked up in. Lifetime: longer than that of the observers.
struct Watched {
  journal::Journal& journal;
  faults::RuleBook& rules;
  services::WsusState& state;
  iis::InternetServices& internet;
  http::HttpServer const& http;
  http::HttpServer const* https = nullptr;  ///< null: none
};

/// Lifetime: readers of events must be gone before it is, and no rule may change afterwards.
class Observers final : private faults::RuleListener {
public:
  Observers(Watched const& watched, control::EventSettings events);

  /// The listener that asks for figures, once it listens.
  void watch_admin(http::HttpServer const& admin) { admin_ = &admin; }
  [[nodiscard]] control::EventHub& events() { return events_; }
  [[nodiscard]] metrics::Metrics const& metrics() const { return metrics_; }

private:
  [[nodiscard]] metrics::Observed look() const;
  void rules_changed(faults::RuleList const& rules) noexcept override;

  Watched const watched_;
  std::atomic<http::HttpServer const*> admin_ = nullptr;
  control::EventHub events_;
  metrics::Metrics metrics_;
};

}  // namespace wsus::server
