// Whether a scan would be let in now.
#include "server/control/answers.hpp"
#include "server/control/problem.hpp"
#include "server/control/readiness.hpp"
#include "server/control/resources/resources.hpp"

#include <fmt/format.h>

#include <utility>

namespace wsus::control {

Routes ready_routes(iis::Application& application, iis::InternetServices& internet, susdb::Database const& database) {
  auto const handle = [&application, &internet, &database](AdminCall& call) {
    call.nothing_else();
    auto reasons = reasons_against(application, internet, database);
    if (reasons.empty()) return json_answer({{"status", "ready"}});
    auto const detail = reasons.size() == 1 ? fmt::format("not ready: {}", reasons.front())
                                            : fmt::format("not ready, for {} reasons", reasons.size());
    throw Problem(503, detail, std::move(reasons));
  };
  return {{"GET", "/api/v1/ready", handle, Access::from_here}};
}

}  // namespace wsus::control
