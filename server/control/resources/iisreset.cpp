// iisreset by HTTP.
#include "server/control/answers.hpp"
#include "server/control/problem.hpp"
#include "server/control/resources/resources.hpp"

#include <utility>

namespace wsus::control {

Routes iisreset_routes(iis::Application& application, std::function<bool()> iisreset) {
  auto const handle = [&application, iisreset = std::move(iisreset)](AdminCall& call) {
    call.nothing_else();
    if (!iisreset())
      throw Problem(409, "the service W3SVC is disabled: it was stopped and cannot be started; sc config W3SVC at the "
                         "server enables it");
    return json_answer({{"application_starts", application.current()->starts}});
  };
  return {{"POST", "/api/v1/iisreset", handle, Access::from_here}};
}

}  // namespace wsus::control
