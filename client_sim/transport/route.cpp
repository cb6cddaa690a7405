// The way through a simulated machine's network: see route.hpp.
#include "client_sim/transport/route.hpp"

#include "client_sim/machine/machine.hpp"
#include "client_sim/machine/winhttp_proxy.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace wsus::transport {
namespace {

constexpr unsigned name_not_resolved = 12007;
constexpr unsigned cannot_connect = 12029;

/// Where a connection to this host and port ends in the machine's network.
std::variant<Route, RouteError> way_to(machine::Machine& machine, std::string const& host, std::uint16_t port) {
  auto const answer = machine::resolve(machine, host);
  if (answer.not_found) return RouteError{name_not_resolved, fmt::format("{}: the name cannot be resolved", host)};
  if (!answer.address) return Route{.host = host, .port = port};
  auto const& network = machine.network();
  auto const end = network.path_to({.address = *answer.address, .port = port});
  auto const listener = network.listener_at(end);
  if (!listener)
    return RouteError{cannot_connect, fmt::format("{}:{}: cannot connect (nobody listens at {}:{})", host, port,
                                                  end.address, end.port)};
  return Route{.host = listener->address, .port = listener->port};
}

}  // namespace

std::variant<Route, RouteError> direct_route(Url const& url) { return Route{.host = url.host, .port = url.port}; }

Router router_of(machine::Machine& machine) {
  return [&machine](Url const& url) -> std::variant<Route, RouteError> {
    std::string_view const scheme = url.secure ? "https" : "http";
    auto const proxy = machine::proxy_for(machine::winhttp_proxy(machine.registry()), scheme, url.host);
    if (!proxy) return way_to(machine, url.host, url.port);
    if (url.secure)
      return RouteError{cannot_connect, fmt::format("{}: https through the WinHTTP proxy {}:{} is not simulated",
                                                    url.host_and_port(), proxy->host, proxy->port)};
    auto way = way_to(machine, proxy->host, proxy->port);
    if (auto* const error = std::get_if<RouteError>(&way)) {
      error->what = fmt::format("WinHTTP proxy {}:{}: {}", proxy->host, proxy->port, error->what);
    } else {
      std::get<Route>(way).through_proxy = true;
    }
    return way;
  };
}

}  // namespace wsus::transport
