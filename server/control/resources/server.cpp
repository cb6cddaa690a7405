// The server: what it is, where it listens, how it is set.
#include "server/control/answers.hpp"
#include "server/control/resources/resources.hpp"
#include "server/control/server_json.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace wsus::control {
namespace {

namespace json = boost::json;

/// Where this call was made to: the admin API need not know its own port.
std::string admin_url(faults::ExchangeView const& request) {
  bool const is_ipv6 = request.server_address.find(':') != std::string_view::npos;
  return is_ipv6 ? fmt::format("http://[{}]:{}", request.server_address, request.server_port)
                 : fmt::format("http://{}:{}", request.server_address, request.server_port);
}

json::value text_or_null(std::string const& text) { return text.empty() ? json::value(nullptr) : json::value(text); }

}  // namespace

Routes server_routes(iis::Application& application, ServerGround ground) {
  auto const handle = [&application, ground = std::move(ground)](AdminCall& call) {
    call.nothing_else();
    auto const state = application.current();
    auto const bounds = ground.journal();
    return json_answer(
        {{"name", "wsus-mock"},
         {"version", ground.version},
         {"addresses",
          {{"http", ground.http_url}, {"https", text_or_null(ground.https_url)}, {"admin", admin_url(call.request)}}},
         {"server_id", wusp::to_string(ground.server_id())},
         {"seed", ground.seed},
         {"now", wusp::to_xsd_date_time(ground.now())},
         {"application_starts", state->starts},
         {"limits", limits_of(*state)},
         {"settings", to_json(*ground.settings())},
         {"journal", {{"entries", bounds.entries}, {"body_bytes", bounds.body_bytes}}}});
  };
  return {{"GET", "/api/v1/server", handle}};
}

}  // namespace wsus::control
