// Where a fleet's server is: looked up once, before anything starts.
#pragma once

#include "client_sim/fleet/mix.hpp"
#include "client_sim/transport/route.hpp"
#include "client_sim/transport/url.hpp"

#include <string>
#include <variant>

namespace wsus::fleet {

/// The server of a fleet.
struct Target {
  transport::Url url{};
  std::string address{};  ///< of url.host
  bool loopback = false;  ///< the address is one of this machine
};

/// Asks the system for the address of the URL's host, an IPv4 one before others. The mistake says what is wrong with
/// the URL, that the name cannot be resolved, or, unless `allow_remote`, that the address is not one of this machine.
[[nodiscard]] std::variant<Target, Mistake> find_target(std::string const& server_url, bool allow_remote);

/// To the target's address; to other hosts, where a redirect leads, only when they are of this machine or
/// `allow_remote`: else 12029.
[[nodiscard]] transport::Router router_of(Target const& target, bool allow_remote);

}  // namespace wsus::fleet
