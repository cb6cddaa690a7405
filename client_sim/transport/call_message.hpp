// A call as a request of HTTP, and what its answer tells. Pure functions; private to client_sim/transport.
#pragma once

#include "client_sim/transport/http_exchange.hpp"
#include "client_sim/transport/http_hops.hpp"
#include "client_sim/transport/url.hpp"

#include <boost/beast/http/verb.hpp>

namespace wsus::transport {

/// The request of one hop, with the headers in the order of the captured agent (capture headers.txt).
[[nodiscard]] Request call_request(HttpRequest const& from, Url const& url, bool through_proxy,
                                   boost::beast::http::verb method);

[[nodiscard]] HttpResult call_result(Followed&& followed);

}  // namespace wsus::transport
