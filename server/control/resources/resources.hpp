// The resources of the admin API: one file each, one function that makes its routes. What a resource may touch stands
// in its parameters; they must outlive the routes.
#pragma once

#include "server/control/event_hub.hpp"
#include "server/control/route.hpp"
#include "server/domain/computers.hpp"
#include "server/faults/rules/rule_book.hpp"
#include "server/iis/application.hpp"
#include "server/journal/journal.hpp"
#include "server/journal/redaction.hpp"

#include <functional>
#include <string>

namespace wsus::control {

/// GET /api/v1/health
[[nodiscard]] Routes health_routes(iis::Application& application, journal::Journal const& journal,
                                   domain::Computers const& computers);

/// POST /api/v1/iisreset. `iisreset`: as typed at the server.
[[nodiscard]] Routes iisreset_routes(iis::Application& application, std::function<void()> iisreset);

/// GET /api/v1/computers and below.
[[nodiscard]] Routes computer_routes(domain::Computers& computers);

/// /api/v1/faults and below.
[[nodiscard]] Routes fault_routes(faults::RuleBook& rules);

/// What the routes that tell of exchanges need.
struct JournalGround {
  journal::Journal& journal;
  journal::Redactor& redactor;
  bool always_redacted = false;             ///< else when a call asks for it
  std::function<std::string()> site_url{};  ///< "http://127.0.0.1:8530": of targets in a HAR file
};

/// /api/v1/journal and below, and its exports.
[[nodiscard]] Routes journal_routes(JournalGround const& ground);

/// GET /api/v1/counters
[[nodiscard]] Routes counter_routes(journal::Journal const& journal);

/// GET /api/v1/events
[[nodiscard]] Routes event_routes(EventHub& hub, JournalGround const& ground);

/// GET /metrics. `text`: the exposition format.
[[nodiscard]] Routes metrics_routes(std::function<std::string()> text);

/// GET /api/v1/openapi.json
[[nodiscard]] Routes openapi_routes();

}  // namespace wsus::control
