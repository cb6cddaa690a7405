// HTTP over Boost.Beast: one connection, one request at a time, failures numbered as WinHTTP numbers them.
#include "client_sim/transport/http_exchange.hpp"

#include "client_sim/transport/url.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <exception>
#include <fmt/format.h>
#include <utility>

namespace wsus::transport {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using boost::system::error_code;

namespace {

namespace winhttp {
constexpr unsigned timeout = 12002;
constexpr unsigned name_not_resolved = 12007;
constexpr unsigned cannot_connect = 12029;
constexpr unsigned connection_error = 12030;
constexpr unsigned invalid_server_response = 12152;
constexpr unsigned redirect_failed = 12156;
constexpr unsigned secure_failure = 12175;
}  // namespace winhttp

using Request = http::request<http::string_body>;
using Parser = http::response_parser<http::string_body>;

/// WinHTTP's default limit of an answer's header block (docs: WINHTTP_OPTION_MAX_RESPONSE_HEADER_SIZE).
constexpr std::uint32_t max_header = 64u * 1024;

/// Interim answers (1xx) that are skipped before the final one; more is no honest server (assumption).
constexpr int max_interim = 16;

/// TLS where the URL is https; else what lies below it is used directly.
struct Connection {
  explicit Connection(asio::io_context& io) : tcp(io) {}
  beast::tcp_stream tcp;
  std::optional<beast::ssl_stream<beast::tcp_stream&>> tls{};
  beast::flat_buffer buffer{};
};

/// Versions and trust as on a current Windows: TLS 1.2 and later, names are checked.
asio::ssl::context make_tls(std::string const& trusted_certificates) {
  asio::ssl::context tls(asio::ssl::context::tls_client);
  error_code ignored;  // without a store of the system only the given certificates are trusted
  tls.set_default_verify_paths(ignored);
  if (!trusted_certificates.empty()) tls.add_certificate_authority(asio::buffer(trusted_certificates));
  tls.set_options(asio::ssl::context::no_tlsv1 | asio::ssl::context::no_tlsv1_1, ignored);
  tls.set_verify_mode(asio::ssl::verify_peer, ignored);
  return tls;
}

/// How an attempt ended. `error` 0: with an answer.
struct Attempt {
  unsigned error = 0;
  std::string what{};
  bool before_answer = false;  ///< ended by the peer before the first byte of an answer
  bool reusable = false;
};

/// The headers in the order of the captured agent (capture headers.txt).
Request make_request(HttpRequest const& from, Url const& url, bool through_proxy, http::verb method) {
  bool const with_body = method == http::verb::post;
  Request request{method, through_proxy ? url.text() : url.target, 11};
  request.set(http::field::cache_control, "no-cache");
  request.set(http::field::connection, "Keep-Alive");
  request.set(http::field::pragma, "no-cache");
  if (with_body) request.set(http::field::content_type, "text/xml; charset=utf-8");
  request.set(http::field::accept_encoding, "xpress");
  request.set(http::field::user_agent, from.user_agent);
  request.set("SOAPAction", fmt::format("\"{}\"", from.soap_action));
  if (!from.ms_cv.empty()) request.set("MS-CV", from.ms_cv);
  if (with_body) {
    request.body() = from.body;
    request.content_length(from.body.size());
  }
  request.set(http::field::host, url.host_header());
  return request;
}

/// What tells a kept connection: who is at its other end.
std::string peer_of(Url const& url, Route const& route) {
  return url.secure ? fmt::format("{} {}:{}", url.host, route.host, route.port)
                    : fmt::format("{}:{}", route.host, route.port);
}

unsigned number_of(error_code const& ec) {
  if (ec == beast::error::timeout) return winhttp::timeout;
  if (ec == http::error::end_of_stream || ec == http::error::partial_message) return winhttp::connection_error;
  bool const is_http = ec.category() == make_error_code(http::error::bad_version).category();
  return is_http ? winhttp::invalid_server_response : winhttp::connection_error;
}

std::string sentence_of(error_code const& ec, Url const& url, HttpOptions const& options) {
  auto const peer = url.host_and_port();
  switch (number_of(ec)) {
  case winhttp::timeout: return fmt::format("{}: no answer within {} ms", peer, options.receive_timeout.count());
  case winhttp::invalid_server_response:
    if (ec == http::error::body_limit)
      return fmt::format("{}: the answer is larger than {} bytes", peer, options.max_body);
    return fmt::format("{}: the answer is not HTTP ({})", peer, ec.message());
  default: return fmt::format("{}: the connection ended before the whole answer was there ({})", peer, ec.message());
  }
}

void fill(HttpResult& result, Parser&& parser) {
  auto message = parser.release();
  result.status = message.result_int();
  result.reason = std::string(message.reason());
  result.content_type = std::string(message[http::field::content_type]);
  result.content_encoding = std::string(message[http::field::content_encoding]);
  result.location = std::string(message[http::field::location]);
  result.body = std::move(message.body());
}

}  // namespace

struct HttpExchange::State {
  State(HttpOptions given, Router way) : options(std::move(given)), router(std::move(way)) {}

  HttpOptions options;
  Router router;
  asio::io_context io{1};
  std::optional<asio::ssl::context> tls{};   ///< made when it is needed: reading the system's certificates takes 30 ms
  std::unique_ptr<Connection> connection{};  ///< kept for the next request, or null
  std::string peer{};                        ///< host:port of `connection`

  void run(Url const& url, Route const& route, Request request, HttpResult& result);
  asio::awaitable<void> exchange(Url url, Route route, Request request, HttpResult& result);
  asio::awaitable<Attempt> attempt(Url const& url, Request const& request, HttpResult& result) const;
  asio::awaitable<Attempt> connect(Url const& url, Route const& route);
  asio::awaitable<Attempt> shake_hands(Url const& url);
  asio::awaitable<error_code> read_final(Parser& parser) const;
  /// One hop: what it gave is in `result`. False when there was no answer.
  bool hop(HttpRequest const& request, std::string const& text, http::verb method, HttpResult& result);
};

asio::awaitable<Attempt> HttpExchange::State::connect(Url const& url, Route const& route) {
  connection = std::make_unique<Connection>(io);
  peer = peer_of(url, route);
  auto const name = url.host_and_port();
  error_code ec;
  asio::ip::tcp::resolver resolver(io);
  auto const endpoints = co_await resolver.async_resolve(route.host, std::to_string(route.port),
                                                         asio::redirect_error(asio::use_awaitable, ec));
  if (ec)
    co_return Attempt{winhttp::name_not_resolved,
                      fmt::format("{}: the name cannot be resolved ({})", name, ec.message())};

  connection->tcp.expires_after(options.connect_timeout);
  co_await connection->tcp.async_connect(endpoints, asio::redirect_error(asio::use_awaitable, ec));
  if (ec == beast::error::timeout)
    co_return Attempt{winhttp::timeout,
                      fmt::format("{}: no connection within {} ms", name, options.connect_timeout.count())};
  if (ec) co_return Attempt{winhttp::cannot_connect, fmt::format("{}: cannot connect ({})", name, ec.message())};
  connection->tcp.socket().set_option(asio::ip::tcp::no_delay(true), ec);  // a mere speed-up: failing does no harm
  if (url.secure) co_return co_await shake_hands(url);  // no ?: gcc 12 destroys its temporaries twice
  co_return Attempt{};
}

asio::awaitable<Attempt> HttpExchange::State::shake_hands(Url const& url) {
  if (!tls) tls.emplace(make_tls(options.trusted_certificates));
  auto& stream = connection->tls.emplace(connection->tcp, *tls);
  auto name = url.host;  // what the macro SSL_set_tlsext_host_name does, without its casts
  SSL_ctrl(stream.native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data());
  stream.set_verify_callback(asio::ssl::host_name_verification(url.host));
  connection->tcp.expires_after(options.connect_timeout);
  error_code ec;
  co_await stream.async_handshake(asio::ssl::stream_base::client, asio::redirect_error(asio::use_awaitable, ec));
  if (!ec) co_return Attempt{};
  if (ec == beast::error::timeout)
    co_return Attempt{winhttp::timeout, fmt::format("{}: no TLS session within {} ms", url.host_and_port(),
                                                    options.connect_timeout.count())};
  co_return Attempt{winhttp::secure_failure, fmt::format("{}: no TLS session ({})", url.host_and_port(), ec.message())};
}

/// Reads until the parser is done, with a fresh deadline for every piece.
asio::awaitable<error_code> HttpExchange::State::read_final(Parser& parser) const {
  error_code ec;
  while (!ec && !parser.is_done()) {
    connection->tcp.expires_after(options.receive_timeout);
    if (connection->tls) {
      co_await http::async_read_some(*connection->tls, connection->buffer, parser,
                                     asio::redirect_error(asio::use_awaitable, ec));
    } else {
      co_await http::async_read_some(connection->tcp, connection->buffer, parser,
                                     asio::redirect_error(asio::use_awaitable, ec));
    }
  }
  co_return ec;
}

asio::awaitable<Attempt> HttpExchange::State::attempt(Url const& url, Request const& request,
                                                      HttpResult& result) const {
  error_code write_error;
  connection->tcp.expires_after(options.receive_timeout);
  if (connection->tls) {
    co_await http::async_write(*connection->tls, request, asio::redirect_error(asio::use_awaitable, write_error));
  } else {
    co_await http::async_write(connection->tcp, request, asio::redirect_error(asio::use_awaitable, write_error));
  }
  if (write_error == beast::error::timeout) co_return Attempt{winhttp::timeout, sentence_of(write_error, url, options)};

  // A server may answer and close without reading the whole request: its answer counts, so reading goes on after a
  // failed write.
  for (int interim = 0; interim <= max_interim; ++interim) {
    Parser parser;
    parser.body_limit(options.max_body);
    parser.header_limit(max_header);
    auto const ec = co_await read_final(parser);
    if (ec) {
      bool const silent = interim == 0 && !parser.got_some() && number_of(ec) == winhttp::connection_error;
      co_return Attempt{number_of(ec), sentence_of(ec, url, options), silent};
    }
    if (parser.get().result_int() / 100 == 1) continue;
    bool const reusable = parser.keep_alive() && !write_error && connection->buffer.size() == 0;
    fill(result, std::move(parser));
    co_return Attempt{.reusable = reusable};
  }
  co_return Attempt{winhttp::invalid_server_response,
                    fmt::format("{}: more than {} interim answers", url.host_and_port(), max_interim)};
}

asio::awaitable<void> HttpExchange::State::exchange(Url url, Route route, Request request, HttpResult& result) {
  Attempt outcome;
  bool const kept = connection && peer == peer_of(url, route);
  if (kept) outcome = co_await attempt(url, request, result);
  if (!kept || outcome.before_answer) {
    outcome = co_await connect(url, route);
    if (outcome.error == 0) outcome = co_await attempt(url, request, result);
  }
  if (!outcome.reusable) connection.reset();
  result.transport_error = outcome.error;
  result.what = outcome.what;
}

void HttpExchange::State::run(Url const& url, Route const& route, Request request, HttpResult& result) {
  std::exception_ptr thrown;
  io.restart();
  asio::co_spawn(io, exchange(url, route, std::move(request), result),
                 [&thrown](std::exception_ptr error) { thrown = std::move(error); });
  io.run();
  if (thrown) {
    connection.reset();  // it may be in the middle of an exchange
    std::rethrow_exception(thrown);
  }
}

bool HttpExchange::State::hop(HttpRequest const& request, std::string const& text, http::verb method,
                              HttpResult& result) {
  auto hops = std::move(result.hops);
  result = {};  // nothing of the hop before: when this one fails, there was no answer
  result.hops = std::move(hops);
  result.hops.push_back({.url = text});
  auto const fail = [&result](auto const& error) {
    result.transport_error = error.error;
    result.what = error.what;
    return false;
  };
  auto const parsed = parse_url(text);
  if (auto const* error = std::get_if<UrlError>(&parsed)) return fail(*error);
  auto const& url = std::get<Url>(parsed);
  auto const way = router(url);
  if (auto const* error = std::get_if<RouteError>(&way)) return fail(*error);
  auto const& route = std::get<Route>(way);
  run(url, route, make_request(request, url, route.through_proxy, method), result);
  if (result.transport_error != 0) return false;
  result.hops.back().status = result.status;
  return true;
}

HttpExchange::HttpExchange(HttpOptions options, Router router)
    : state_(std::make_unique<State>(std::move(options), std::move(router))) {}
HttpExchange::~HttpExchange() = default;

void HttpExchange::close() { state_->connection.reset(); }

HttpResult HttpExchange::post(HttpRequest const& request) {
  HttpResult result;
  auto url = request.url;
  auto method = http::verb::post;
  for (unsigned followed = 0; state_->hop(request, url, method, result); ++followed) {
    auto const next = decide_redirect(state_->options.redirects, followed, url, result.status, result.location);
    if (auto const* failed = std::get_if<RedirectFailed>(&next)) {
      result.transport_error = winhttp::redirect_failed;
      result.what = failed->what;
      result.redirect_loop = failed->loop;
    }
    auto const* const follow = std::get_if<FollowTo>(&next);
    if (follow == nullptr) break;
    url = follow->url;
    if (!follow->keep_method) method = http::verb::get;
  }
  return result;
}

}  // namespace wsus::transport
