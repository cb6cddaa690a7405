// redirect: the web site sends requests elsewhere before a service sees them.
#pragma once

#include "server/config/node.hpp"
#include "server/faults/exchange_view.hpp"
#include "server/faults/response_plan.hpp"
#include "wsdl/wusp/service.hpp"

#include <optional>

namespace wsus::faults {

/// Where a redirect leads. All of it is decided from the request alone: nothing is remembered between two requests.
enum class RedirectTo {
  itself,        ///< to the address that was asked for: a loop of one
  ping_pong,     ///< between that address and its twin with `pong=1` in the query: a loop of two
  hops,          ///< `hop=1`, `hop=2`, ... in the query; after `hops` redirects the request is served
  other_scheme,  ///< to the same address with https; for a request that came over TLS, with http
};

struct Redirect {
  RedirectTo to = RedirectTo::itself;
  unsigned hops = 0;                       ///< 1 to 50 with RedirectTo::hops, else 0
  unsigned status = 302;                   ///< 301, 302, 303, 307 or 308
  std::optional<wusp::Service> service{};  ///< only requests to this service's path; empty: every path

  /// A plan with IIS's page, except for the request that has had its hops. Targets that are no path ("*", a proxy's
  /// whole URL) are left alone.
  [[nodiscard]] std::optional<ResponsePlan> on_request(ExchangeView const& request) const;
  bool operator==(Redirect const&) const = default;
};

/// Keys: to (must be given), hops (with `to: hops`, and only then), status (default 302), service (default: all paths).
/// Throws config::ConfigError.
[[nodiscard]] Redirect read_redirect(config::Node const& node);

}  // namespace wsus::faults
