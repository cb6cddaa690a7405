// A request with its redirects: each hop asks the router anew. Private to client_sim/transport.
#pragma once

#include "client_sim/transport/http_connection.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/beast/http/verb.hpp>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace wsus::transport {

/// What a request came to. After a redirect that failed (12156) the answer is the redirecting one.
struct Followed {
  std::vector<Hop> hops{};  ///< at least one
  unsigned transport_error = 0;
  std::string what{};
  bool redirect_loop = false;  ///< with 12156: the limit of redirects was passed
  std::optional<Answer> answer{};
};

/// The request of one hop. `through_proxy`: the request line carries the whole URL.
using MakeRequest = std::function<Request(Url const& url, bool through_proxy, boost::beast::http::verb method)>;

/// What does not change from hop to hop. Lifetime: everything outlives the coroutine.
struct Journey {
  Connection& connection;
  Router const& router;
  RedirectRules const& redirects;
  MakeRequest const& make;
  BodyLimit const& limit;
};

/// Performs a request and follows its redirects. POST may become GET by the rules; GET and HEAD stay what they are.
[[nodiscard]] boost::asio::awaitable<Followed> follow(Journey journey, std::string url,
                                                      boost::beast::http::verb method);

}  // namespace wsus::transport
