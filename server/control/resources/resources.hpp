// The resources of the admin API: one file each, one function that makes its routes. What a resource may touch stands
// in its parameters; they must outlive the routes.
#pragma once

#include "server/control/route.hpp"
#include "server/domain/computers.hpp"
#include "server/faults/rules/rule_book.hpp"
#include "server/iis/application.hpp"
#include "server/journal/journal.hpp"

#include <functional>

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

/// GET /api/v1/openapi.json
[[nodiscard]] Routes openapi_routes();

}  // namespace wsus::control
