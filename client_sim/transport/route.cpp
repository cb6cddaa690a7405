// The way through a simulated machine's network: see route.hpp.
#include "client_sim/transport/route.hpp"

#include "client_sim/machine/machine.hpp"
#include "client_sim/machine/system/proxy_choice.hpp"
#include "client_sim/machine/winhttp_proxy.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace wsus::transport {
namespace {

constexpr unsigned name_not_resolved = 12007;
constexpr unsigned cannot_connect = 12029;
constexpr std::string_view reporting_service = "/reportingwebservice/";

/// Where a connection to this host and port ends in the machine's network.
std::variant<Route, RouteError> way_to(machine::Machine& machine, std::string const& host, std::uint16_t port) {
  auto const answer = machine::resolve(machine, host);
  if (answer.not_found) return RouteError{name_not_resolved, fmt::format("{}: the name cannot be resolved", host)};
  if (!answer.address) return Route{.host = host, .port = port};
  auto const no_way = [&](std::string_view why) {
    return RouteError{cannot_connect, fmt::format("{}:{}: cannot connect ({})", host, port, why)};
  };
  if (!machine::lets_out(machine.system_state().firewall, *answer.address, port)) {
    return no_way("a rule of the machine's firewall blocks it");
  }
  auto const& network = machine.network();
  auto const end = network.path_to({.address = *answer.address, .port = port});
  auto const passage = network.passage_to(end);
  if (passage == machine::Passage::dropped) return Route{.host = host, .port = port, .dropped = true};
  if (passage == machine::Passage::refused) return no_way("a firewall on the way refuses it");
  auto const listener = network.listener_at(end);
  if (!listener) return no_way(fmt::format("nobody listens at {}:{}", end.address, end.port));
  return Route{.host = listener->address, .port = listener->port};
}

std::variant<Route, RouteError> way_by(machine::Machine& machine, Url const& url, machine::ProxyWay const& proxy) {
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
}

/// Reports look for their proxy in another order than everything else.
machine::ProxyUse use_of(Url const& url) {
  bool const report = windows::to_lower(url.target).starts_with(reporting_service);
  return report ? machine::ProxyUse::report : machine::ProxyUse::scan;
}

}  // namespace

std::variant<Route, RouteError> direct_route(Url const& url) { return Route{.host = url.host, .port = url.port}; }

Router router_of(machine::Machine& machine) {
  return [&machine](Url const& url) -> std::variant<Route, RouteError> {
    std::string_view const scheme = url.secure ? "https" : "http";
    auto const proxies = machine::proxy_ways(machine, use_of(url), scheme, url.host);
    auto way = way_by(machine, url, proxies.front());
    for (std::size_t i = 1; i < proxies.size() && std::holds_alternative<RouteError>(way); ++i) {
      way = way_by(machine, url, proxies[i]);
    }
    return way;
  };
}

}  // namespace wsus::transport
