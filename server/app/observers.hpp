// What watches a server's exchanges for those who ask: live events, figures, and the pseudonyms of both.
#pragma once

#include "server/control/event_hub.hpp"
#include "server/journal/journal.hpp"
#include "server/journal/redaction.hpp"
#include "server/metrics/metrics.hpp"

#include <utility>

namespace wsus::server {

/// Lifetime: the journal, the redactor and what `observe` looks at must outlive it; readers of events must be gone
/// before.
struct Observers {
  Observers(journal::Journal& journal, control::EventSettings events_settings, metrics::MetricsSettings figures)
      : events(journal, std::move(events_settings)), metrics(journal, std::move(figures)) {}

  control::EventHub events;
  metrics::Metrics metrics;
};

}  // namespace wsus::server
