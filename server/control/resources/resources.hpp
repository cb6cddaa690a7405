// The resources of the admin API: one file each, one function that makes its routes. What a resource may touch stands
// in its parameters; they must outlive the routes.
#pragma once

#include "server/control/event_hub.hpp"
#include "server/control/route.hpp"
#include "server/domain/catalogue.hpp"
#include "server/domain/computers.hpp"
#include "server/domain/settings.hpp"
#include "server/expectations/watch.hpp"
#include "server/faults/rules/rule_book.hpp"
#include "server/faults/rules/shadowing.hpp"
#include "server/iis/application.hpp"
#include "server/iis/internet_services.hpp"
#include "server/journal/journal.hpp"
#include "server/journal/redaction.hpp"
#include "server/susdb/database.hpp"
#include "windows/fs/file_system.hpp"
#include "wsdl/wusp/clock.hpp"
#include "wsdl/wusp/guid.hpp"
#include "wsdl/wusp/offset_clock.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace wsus::control {

/// GET /api/v1/health
[[nodiscard]] Routes health_routes(iis::Application& application, journal::Journal const& journal,
                                   domain::Computers const& computers);

/// POST /api/v1/iisreset. `iisreset`: as typed at the server; false: W3SVC is disabled, and the sites stay stopped.
[[nodiscard]] Routes iisreset_routes(iis::Application& application, std::function<bool()> iisreset);

/// GET /api/v1/computers and below.
[[nodiscard]] Routes computer_routes(domain::Computers& computers);

/// /api/v1/faults and below. `told` hears of each remark that the answer to a change has, too.
[[nodiscard]] Routes fault_routes(faults::RuleBook& rules, std::function<void(faults::RuleRemark const&)> told);

/// /api/v1/expectations and below.
[[nodiscard]] Routes expectation_routes(expectations::Watch& watch);

/// What a reset touches.
struct ResetGround {
  journal::Journal& journal;
  faults::RuleBook& rules;
  expectations::Watch& watch;
  domain::Computers& computers;
  wusp::OffsetClock* clock = nullptr;  ///< null: a clock that is not this server's to move
};
/// POST /api/v1/reset
[[nodiscard]] Routes reset_routes(ResetGround ground);

/// What the routes that tell of exchanges need.
struct JournalGround {
  journal::Journal& journal;
  journal::Redactor& redactor;
  bool always_redacted = false;             ///< else when a call asks for it
  std::function<std::string()> site_url{};  ///< "http://127.0.0.1:8530": of targets in a HAR file
  std::string version{};                    ///< of the program: creator of a HAR file
};

/// /api/v1/journal and below, and its exports.
[[nodiscard]] Routes journal_routes(JournalGround const& ground);

/// GET /api/v1/counters
[[nodiscard]] Routes counter_routes(journal::Journal const& journal);

/// GET /api/v1/events
[[nodiscard]] Routes event_routes(EventHub& hub, JournalGround const& ground);

/// GET /metrics. `text`: the exposition format.
[[nodiscard]] Routes metrics_routes(std::function<std::string()> text);

/// GET /api/v1/ready
[[nodiscard]] Routes ready_routes(iis::Application& application, iis::InternetServices& internet,
                                  susdb::Database const& database);

/// What GET /api/v1/server tells.
struct ServerGround {
  std::string version{};
  std::uint64_t seed = 0;
  std::string http_url{};
  std::string https_url{};  ///< empty: no HTTPS
  std::function<wusp::Guid()> server_id{};
  std::function<wusp::UtcTime()> now{};
  std::function<std::shared_ptr<domain::Settings const>()> settings{};
  std::function<journal::Bounds()> journal{};
};
/// GET /api/v1/server
[[nodiscard]] Routes server_routes(iis::Application& application, ServerGround ground);

/// What is approved and declined, and the clock that exclusion periods go by.
struct CatalogueGround {
  std::function<std::shared_ptr<domain::Catalogue const>()> current{};
  std::function<void(std::shared_ptr<domain::Catalogue const>)> replace{};
  std::function<wusp::UtcTime()> now{};
};
/// GET /api/v1/catalogue, POST /api/v1/catalogue/decline-superseded
[[nodiscard]] Routes catalogue_routes(CatalogueGround const& ground);

/// GET /api/v1/pools and below.
[[nodiscard]] Routes pool_routes(iis::InternetServices& internet);

/// GET /api/v1/logs and below. `files`: the server's drives.
[[nodiscard]] Routes log_routes(windows::FileSystem const& files);

/// GET and POST /api/v1/clock. `clock`: the server's; `movable`: the same one if it can be moved, else null.
[[nodiscard]] Routes clock_routes(wusp::Clock const& clock, wusp::OffsetClock* movable);

/// GET /api/v1/openapi.json
[[nodiscard]] Routes openapi_routes();

}  // namespace wsus::control
