// One request passed on as it is, the way a proxy does it: for hosts of a simulated network.
#pragma once

#include "client_sim/transport/http_options.hpp"
#include "client_sim/transport/route.hpp"
#include "client_sim/transport/url.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace wsus::transport {

/// Names and values in order.
using HeaderList = std::vector<std::pair<std::string, std::string>>;

struct ForwardRequest {
  std::string method = "GET";
  Url url{};             ///< its target goes on the request line
  HeaderList headers{};  ///< as received; the connection's own ones (Connection, Proxy-*) are left out
  std::string body{};
};

struct ForwardAnswer {
  unsigned error = 0;  ///< WinHTTP's number: no answer came; 0: one did
  std::string what{};  ///< reason of the error, with the address
  unsigned status = 0;
  HeaderList headers{};      ///< without those of the connection and of the body's framing
  std::string body{};        ///< as it was coded
  std::uint64_t length = 0;  ///< that was announced; of an answer to HEAD that of the body it does not have
};

/// Over a connection of its own; redirects are not followed. On a timeline the caller is a Running. Nothing is thrown
/// for what a peer does. Blocks until the exchange is over.
[[nodiscard]] ForwardAnswer forward(HttpOptions const& options, Route const& route, ForwardRequest const& request);

}  // namespace wsus::transport
