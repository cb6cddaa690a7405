// The WSDL of a service as a page: see wsdl_page.hpp.
#include "server/exchange/wsdl_page.hpp"

#include "server/exchange/passage.hpp"
#include "windows/fs/caseless.hpp"
#include "wsdl/wire/service_description.hpp"

#include <fmt/format.h>

namespace wsus::exchange {

bool asks_for_wsdl(faults::ExchangeView const& request) { return windows::equal_caseless(request.query(), "wsdl"); }

faults::ResponsePlan wsdl_plan(Host host, wusp::Service service, faults::ExchangeView const& request) {
  auto const address =
      fmt::format("{}://{}{}", request.secure ? "https" : "http", addressed_host(request), request.path());
  return success_plan(host, wire::service_description(service, address));
}

}  // namespace wsus::exchange
