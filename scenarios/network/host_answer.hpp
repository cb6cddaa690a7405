// What a host answers to a request: a decision without sockets.
#pragma once

#include "scenarios/model/scenario.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace wsus::lab {

/// Where a request was meant for: from the request line of a proxy request, else from the Host header.
struct Destination {
  std::string host{};
  std::uint16_t port = 80;
  std::string target = "/";  ///< path and query
  bool secure = false;       ///< over TLS
};
/// Empty when neither names a host.
[[nodiscard]] std::optional<Destination> destination_of(std::string_view request_target, std::string_view host_header);

/// Where a host that passes requests on sends one: to its own upstream, with the path that was asked for, or where it
/// was meant for.
[[nodiscard]] Destination upstream_of(scenario::HostSpec const& host, Destination const& asked);

/// The Location of a redirecting host.
[[nodiscard]] std::string location_of(scenario::HostSpec const& host, Destination const& asked);

}  // namespace wsus::lab
