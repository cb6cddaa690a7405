// Which way a request takes: through a proxy or not, to which address, to which listener.
#pragma once

#include "client_sim/transport/url.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <variant>

namespace wsus::machine {
class Machine;
}

namespace wsus::transport {

struct Route {
  std::string host{};  ///< name or address to connect to
  std::uint16_t port = 0;
  bool through_proxy = false;  ///< the request line carries the whole URL
  bool dropped = false;        ///< packets get lost on the way: connecting takes its whole timeout, and fails
};

/// WinHTTP's number and a sentence.
struct RouteError {
  unsigned error = 0;
  std::string what{};
};

/// Asked for every hop. Called on the thread that runs the exchange.
using Router = std::function<std::variant<Route, RouteError>(Url const&)>;

/// Straight to the URL's host.
[[nodiscard]] std::variant<Route, RouteError> direct_route(Url const& url);

/// The way of a machine: its proxies in the order of machine::proxy_ways until one can be reached, hosts file, DNS
/// cache, DNS, its own firewall, VPN, provider, firewalls on the way. Which proxies count for a call is told by its
/// path: that of the reporting service, or any other (wua-behaviour 6). Lifetime: the machine must outlive the router.
[[nodiscard]] Router router_of(machine::Machine& machine);

}  // namespace wsus::transport
