// One connection and one request at a time on it: what calls and content share. Private to client_sim/transport.
#pragma once

#include "client_sim/transport/http_options.hpp"
#include "client_sim/transport/route.hpp"
#include "client_sim/transport/url.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/context.hpp>
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

/// WinHTTP's numbers of what can go wrong (docs: WinHTTP error messages).
namespace winhttp {
constexpr unsigned timeout = 12002;
constexpr unsigned name_not_resolved = 12007;
constexpr unsigned cannot_connect = 12029;
constexpr unsigned connection_error = 12030;
constexpr unsigned invalid_server_response = 12152;
constexpr unsigned redirect_failed = 12156;
constexpr unsigned secure_failure = 12175;
}  // namespace winhttp

/// How many bytes the body of an answer with this status may have.
using BodyLimit = std::function<std::uint64_t(unsigned status)>;

/// How an exchange ended. Without an answer, `error` is WinHTTP's number.
struct Exchanged {
  unsigned error = 0;
  std::string what{};  ///< reason of the error, with the address
  std::optional<Answer> answer{};
};

/// The client's side of TLS: versions and trust as on a current Windows (TLS 1.2 and later, names are checked).
/// Made when it is needed: reading the system's certificates takes 30 ms.
class TlsClient {
public:
  explicit TlsClient(std::string trusted_certificates) : trusted_certificates_(std::move(trusted_certificates)) {}
  [[nodiscard]] boost::asio::ssl::context& context();

private:
  std::string trusted_certificates_;
  std::optional<boost::asio::ssl::context> context_{};
};

/// Keeps its connection for the next request to the same peer; one to another peer replaces it. A kept connection that
/// ends before any byte of an answer is replaced once (see HttpExchange). Thread safety: none. Lifetime: io, options
/// and tls outlive it, and it outlives its exchanges.
class Connection {
public:
  Connection(boost::asio::io_context& io, HttpOptions const& options, TlsClient& tls);
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
  boost::asio::awaitable<Attempt> shake_hands(Url const& url, std::shared_ptr<Stream> kept);
  boost::asio::awaitable<Attempt> attempt(Url const& url, Request const& request, BodyLimit const& limit);

  boost::asio::io_context& io_;
  HttpOptions const& options_;
  TlsClient& tls_;
  std::shared_ptr<Stream> stream_{};  ///< shared with the exchange that is under way, or null
  std::string peer_{};                ///< who is at the other end of `stream_`
};

}  // namespace wsus::transport
