// One connection and one request at a time on it: what calls and content share. Private to client_sim/transport.
#pragma once

#include "client_sim/transport/http_options.hpp"
#include "client_sim/transport/route.hpp"
#include "client_sim/transport/tls_client.hpp"
#include "client_sim/transport/url.hpp"
#include "client_sim/transport/waits.hpp"
#include "client_sim/transport/winhttp_errors.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace wsus::transport {

using Request = boost::beast::http::request<boost::beast::http::string_body>;
using Answer = boost::beast::http::response<boost::beast::http::string_body>;

/// How many bytes the body of an answer with this status may have.
using BodyLimit = std::function<std::uint64_t(unsigned status)>;

/// How an exchange ended. Without an answer, `error` is WinHTTP's number.
struct Exchanged {
  unsigned error = 0;
  std::string what{};  ///< reason of the error, with the address
  std::optional<Answer> answer{};
};

/// Keeps its connection for the next request to the same peer; one to another peer replaces it. A kept connection that
/// ends before any byte of an answer is replaced once (see HttpExchange). Thread safety: none. Lifetime: io,
/// options, tls and waits outlive it, and it outlives its exchanges.
class Connection {
public:
  Connection(boost::asio::io_context& io, HttpOptions const& options, TlsClient& tls, Waits& waits);
  ~Connection();
  Connection(Connection const&) = delete;
  Connection& operator=(Connection const&) = delete;

  /// Connects when there is no connection to this peer. An answer to HEAD has no body. Parameters are copied: they have
  /// to live as long as the coroutine.
  [[nodiscard]] boost::asio::awaitable<Exchanged> exchange(Url url, Route route, Request request, BodyLimit limit);
  /// An exchange that is under way ends with an error.
  void close();

private:
  struct Stream;
  struct Attempt;

  boost::asio::awaitable<Attempt> connect(Url const& url, Route const& route);
  boost::asio::awaitable<Attempt> wait_for_nobody(std::string name);
  boost::asio::awaitable<Attempt> shake_hands(Url const& url, std::shared_ptr<Stream> kept);
  boost::asio::awaitable<Attempt> attempt(Url const& url, Request const& request, BodyLimit const& limit);

  boost::asio::io_context& io_;
  HttpOptions const& options_;
  TlsClient& tls_;
  Waits& waits_;
  std::shared_ptr<Stream> stream_{};  ///< shared with the exchange that is under way, or null
  std::string peer_{};                ///< who is at the other end of `stream_`
};

}  // namespace wsus::transport
