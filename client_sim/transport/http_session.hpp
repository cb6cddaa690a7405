// What calls and content need alike to perform requests: options, the way out, TLS, one kept connection, and an I/O
// context that runs until everything is over. Private to client_sim/transport.
#pragma once

#include "client_sim/transport/http_connection.hpp"
#include "client_sim/transport/route.hpp"
#include "client_sim/transport/waits.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>
#include <vector>

namespace wsus::transport {

/// Thread safety: none. Lifetime: outlives the connections that are made with it.
struct HttpSession {
  HttpSession(HttpOptions given, Router way);

  /// Runs the coroutines to their end, all at the same time, in this thread; then rethrows what the first one threw
  /// that did. `stop` is called at that moment, for the others to end too; it must not throw. On a timeline each
  /// coroutine is a Running while it goes on, and this thread is none meanwhile.
  void run_all(std::vector<boost::asio::awaitable<void>> work, std::function<void()> const& stop);

  /// The same for one that uses the kept connection, which is closed when it throws.
  void run_one(boost::asio::awaitable<void> work);

  HttpOptions options;
  Router router;
  boost::asio::io_context io{1};
  std::unique_ptr<Waits> waits;
  TlsClient tls;
  Connection connection{io, options, tls, *waits};  ///< kept for the next request
};

}  // namespace wsus::transport
