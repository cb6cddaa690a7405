// Exchanges of many machines at the same time, as coroutines on an I/O context of the caller: what HttpExchange and
// ContentClient are for one machine whose caller waits.
#pragma once

#include "client_sim/transport/content_client.hpp"
#include "client_sim/transport/http_exchange.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <memory>

namespace wsus::transport {

/// What all connections of a caller share: options, the way out, TLS with the authorities that are trusted. Waits pass
/// in real time. Lifetime: outlives its connections; `io` outlives it. Thread safety: none, the thread that runs `io`.
class ExchangeGround {
public:
  /// Throws std::invalid_argument for options with a timeline.
  ExchangeGround(boost::asio::io_context& io, HttpOptions options, Router router = direct_route);
  ~ExchangeGround();
  ExchangeGround(ExchangeGround const&) = delete;
  ExchangeGround& operator=(ExchangeGround const&) = delete;

  [[nodiscard]] HttpOptions const& options() const;

private:
  friend class AsyncExchange;
  struct State;
  std::unique_ptr<State> state_;
};

/// One kept connection and one request at a time on it. Redirects, routes and errors are those of HttpExchange and of
/// ContentClient. Nothing is thrown for what a peer does. No socket is open before the first request.
/// Thread safety: none. Lifetime: outlives its exchanges.
class AsyncExchange {
public:
  explicit AsyncExchange(ExchangeGround& ground);
  ~AsyncExchange();
  AsyncExchange(AsyncExchange const&) = delete;
  AsyncExchange& operator=(AsyncExchange const&) = delete;

  [[nodiscard]] boost::asio::awaitable<HttpResult> post(HttpRequest request);
  [[nodiscard]] boost::asio::awaitable<ContentReply> fetch(agent::ContentRequest request);
  /// An exchange that is under way ends with an error, as if the peer had ended the connection.
  void close();

private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace wsus::transport
