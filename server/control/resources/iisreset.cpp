// iisreset by HTTP.
#include "server/control/answers.hpp"
#include "server/control/resources/resources.hpp"

#include <utility>

namespace wsus::control {

Routes iisreset_routes(iis::Application& application, std::function<void()> iisreset) {
  auto const handle = [&application, iisreset = std::move(iisreset)](AdminCall& call) {
    call.nothing_else();
    iisreset();
    return json_answer({{"application_starts", application.current()->starts}});
  };
  return {{"POST", "/api/v1/iisreset", handle, Access::from_here}};
}

}  // namespace wsus::control
