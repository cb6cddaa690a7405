// HTTP over Boost.Beast: one connection, one request at a time, failures numbered as WinHTTP numbers them.
#include "client_sim/transport/http_exchange.hpp"

#include "client_sim/transport/url.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
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
}  // namespace winhttp

using Request = http::request<http::string_body>;
using Parser = http::response_parser<http::string_body>;

/// WinHTTP's default limit of an answer's header block (docs: WINHTTP_OPTION_MAX_RESPONSE_HEADER_SIZE).
constexpr std::uint32_t max_header = 64u * 1024;

/// Interim answers (1xx) that are skipped before the final one; more is no honest server (assumption).
constexpr int max_interim = 16;

struct Connection {
  explicit Connection(asio::io_context& io) : stream(io) {}
  beast::tcp_stream stream;
  beast::flat_buffer buffer{};
};

/// How an attempt ended. `error` 0: with an answer.
struct Attempt {
  unsigned error = 0;
  std::string what{};
  bool before_answer = false;  ///< ended by the peer before the first byte of an answer
  bool reusable = false;
};

/// The headers in the order of the captured agent (capture headers.txt). Accept-Encoding: xpress is left out, because
/// the coding cannot be decoded yet, and a client offers only what it can decode (wusp-protocol 2.3).
Request make_request(HttpRequest const& from, Url const& url) {
  Request request{http::verb::post, url.target, 11};
  request.set(http::field::cache_control, "no-cache");
  request.set(http::field::connection, "Keep-Alive");
  request.set(http::field::pragma, "no-cache");
  request.set(http::field::content_type, "text/xml; charset=utf-8");
  request.set(http::field::user_agent, from.user_agent);
  request.set("SOAPAction", fmt::format("\"{}\"", from.soap_action));
  if (!from.ms_cv.empty()) request.set("MS-CV", from.ms_cv);
  request.body() = from.body;
  request.content_length(from.body.size());
  request.set(http::field::host, url.host_header());
  return request;
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
  result.body = std::move(message.body());
}

}  // namespace

struct HttpExchange::State {
  explicit State(HttpOptions given) : options(given) {}

  HttpOptions options;
  asio::io_context io{1};
  std::unique_ptr<Connection> connection{};  ///< kept for the next request, or null
  std::string peer{};                        ///< host:port of `connection`

  asio::awaitable<void> exchange(Url url, Request request, HttpResult& result);
  asio::awaitable<Attempt> attempt(Url const& url, Request const& request, HttpResult& result) const;
  asio::awaitable<Attempt> connect(Url const& url);
  asio::awaitable<error_code> read_final(Parser& parser) const;
};

asio::awaitable<Attempt> HttpExchange::State::connect(Url const& url) {
  connection = std::make_unique<Connection>(io);
  peer = url.host_and_port();
  error_code ec;
  asio::ip::tcp::resolver resolver(io);
  auto const endpoints = co_await resolver.async_resolve(url.host, std::to_string(url.port),
                                                         asio::redirect_error(asio::use_awaitable, ec));
  if (ec)
    co_return Attempt{winhttp::name_not_resolved,
                      fmt::format("{}: the name cannot be resolved ({})", peer, ec.message())};

  connection->stream.expires_after(options.connect_timeout);
  co_await connection->stream.async_connect(endpoints, asio::redirect_error(asio::use_awaitable, ec));
  if (ec == beast::error::timeout)
    co_return Attempt{winhttp::timeout,
                      fmt::format("{}: no connection within {} ms", peer, options.connect_timeout.count())};
  if (ec) co_return Attempt{winhttp::cannot_connect, fmt::format("{}: cannot connect ({})", peer, ec.message())};
  connection->stream.socket().set_option(asio::ip::tcp::no_delay(true), ec);  // a mere speed-up: failing does no harm
  co_return Attempt{};
}

/// Reads until the parser is done, with a fresh deadline for every piece.
asio::awaitable<error_code> HttpExchange::State::read_final(Parser& parser) const {
  error_code ec;
  while (!ec && !parser.is_done()) {
    connection->stream.expires_after(options.receive_timeout);
    co_await http::async_read_some(connection->stream, connection->buffer, parser,
                                   asio::redirect_error(asio::use_awaitable, ec));
  }
  co_return ec;
}

asio::awaitable<Attempt> HttpExchange::State::attempt(Url const& url, Request const& request,
                                                      HttpResult& result) const {
  error_code write_error;
  connection->stream.expires_after(options.receive_timeout);
  co_await http::async_write(connection->stream, request, asio::redirect_error(asio::use_awaitable, write_error));
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

asio::awaitable<void> HttpExchange::State::exchange(Url url, Request request, HttpResult& result) {
  Attempt outcome;
  bool const kept = connection && peer == url.host_and_port();
  if (kept) outcome = co_await attempt(url, request, result);
  if (!kept || outcome.before_answer) {
    outcome = co_await connect(url);
    if (outcome.error == 0) outcome = co_await attempt(url, request, result);
  }
  if (!outcome.reusable) connection.reset();
  result.transport_error = outcome.error;
  result.what = outcome.what;
}

HttpExchange::HttpExchange(HttpOptions options) : state_(std::make_unique<State>(options)) {}
HttpExchange::~HttpExchange() = default;

void HttpExchange::close() { state_->connection.reset(); }

HttpResult HttpExchange::post(HttpRequest const& request) {
  HttpResult result;
  result.hops.push_back({.url = request.url});
  auto const parsed = parse_url(request.url);
  if (auto const* error = std::get_if<UrlError>(&parsed)) {
    result.transport_error = error->error;
    result.what = error->what;
    return result;
  }
  auto const& url = std::get<Url>(parsed);

  std::exception_ptr thrown;
  state_->io.restart();
  asio::co_spawn(state_->io, state_->exchange(url, make_request(request, url), result),
                 [&thrown](std::exception_ptr error) { thrown = std::move(error); });
  state_->io.run();
  if (thrown) {
    state_->connection.reset();  // it may be in the middle of an exchange
    std::rethrow_exception(thrown);
  }
  if (result.transport_error == 0) result.hops.back().status = result.status;
  return result;
}

}  // namespace wsus::transport
