// What watches a server's exchanges for those who ask the admin API: live events, and figures for Prometheus.
#pragma once

#include "server/control/event_hub.hpp"
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
  services::WsusState& state;
  iis::InternetServices& internet;
  http::HttpServer const& http;
  http::HttpServer const* https = nullptr;  ///< null: none
};

/// Lifetime: readers of events must be gone before it is.
class Observers {
public:
  Observers(Watched const& watched, control::EventSettings events);

  /// The listener that asks for figures, once it listens.
  void watch_admin(http::HttpServer const& admin) { admin_ = &admin; }
  [[nodiscard]] control::EventHub& events() { return events_; }
  [[nodiscard]] metrics::Metrics const& metrics() const { return metrics_; }

private:
  [[nodiscard]] metrics::Observed look() const;

  Watched const watched_;
  std::atomic<http::HttpServer const*> admin_ = nullptr;
  control::EventHub events_;
  metrics::Metrics metrics_;
};

}  // namespace wsus::server
