// Whether the server runs, and how its application is.
#include "server/control/answers.hpp"
#include "server/control/resources/resources.hpp"

#include <variant>

namespace wsus::control {

Routes health_routes(iis::Application& application, journal::Journal const& journal,
                     domain::Computers const& computers) {
  auto const health = [&application, &journal, &computers](AdminCall& call) {
    call.nothing_else();
    auto const state = application.current();
    bool const configured = std::holds_alternative<iis::WebConfig>(state->config);
    return json_answer({{"status", configured ? "ok" : "configuration-error"},
                        {"application_starts", state->starts},
                        {"requests", journal.counter("requests")},
                        {"computers_forgotten", computers.forgotten()}});
  };
  return {{"GET", "/api/v1/health", health, Access::from_here}};
}

}  // namespace wsus::control
