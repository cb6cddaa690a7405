// HTTP over Boost.Beast: one connection, one request at a time, failures numbered as WinHTTP numbers them.
#include "client_sim/transport/http_connection.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <fmt/format.h>
#include <utility>

namespace wsus::transport {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using boost::system::error_code;

using Parser = http::response_parser<http::string_body>;

/// TLS where the URL is https; else what lies below it is used directly.
struct Connection::Stream {
  explicit Stream(asio::io_context& io) : tcp(io) {}
  beast::tcp_stream tcp;
  std::optional<beast::ssl_stream<beast::tcp_stream&>> tls{};
  beast::flat_buffer buffer{};

  asio::awaitable<error_code> write(Request const& request);
  asio::awaitable<error_code> read_piece(Parser& parser, std::chrono::milliseconds timeout);
  asio::awaitable<error_code> read(Parser& parser, BodyLimit const& limit, std::chrono::milliseconds timeout);
};

/// How an attempt ended. `error` 0: with an answer.
struct Connection::Attempt {
  unsigned error = 0;
  std::string what{};
  bool before_answer = false;  ///< ended by the peer before the first byte of an answer
  bool reusable = false;
  std::optional<Answer> answer{};
};

namespace {

/// WinHTTP's default limit of an answer's header block (docs: WINHTTP_OPTION_MAX_RESPONSE_HEADER_SIZE).
constexpr std::uint32_t max_header = 64u * 1024;

/// Interim answers (1xx) that are skipped before the final one; more is no honest server (assumption).
constexpr int max_interim = 16;

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

/// `max_body`: the limit that held when the error came.
std::string sentence_of(error_code const& ec, Url const& url, HttpOptions const& options, std::uint64_t max_body) {
  auto const peer = url.host_and_port();
  switch (number_of(ec)) {
  case winhttp::timeout: return fmt::format("{}: no answer within {} ms", peer, options.receive_timeout.count());
  case winhttp::invalid_server_response:
    if (ec == http::error::body_limit) return fmt::format("{}: the answer is larger than {} bytes", peer, max_body);
    return fmt::format("{}: the answer is not HTTP ({})", peer, ec.message());
  default: return fmt::format("{}: the connection ended before the whole answer was there ({})", peer, ec.message());
  }
}

}  // namespace

asio::ssl::context& TlsClient::context() {
  if (context_) return *context_;
  auto& tls = context_.emplace(asio::ssl::context::tls_client);
  error_code ignored;  // without a store of the system only the given certificates are trusted
  tls.set_default_verify_paths(ignored);
  if (!trusted_certificates_.empty()) tls.add_certificate_authority(asio::buffer(trusted_certificates_));
  tls.set_options(asio::ssl::context::no_tlsv1 | asio::ssl::context::no_tlsv1_1, ignored);
  tls.set_verify_mode(asio::ssl::verify_peer, ignored);
  return tls;
}

Connection::Connection(asio::io_context& io, HttpOptions const& options, TlsClient& tls)
    : io_(io), options_(options), tls_(tls) {}
Connection::~Connection() = default;

void Connection::close() {
  error_code ignored;  // closing what the peer has closed is no failure
  if (stream_) stream_->tcp.socket().close(ignored);
  stream_.reset();
}

asio::awaitable<Connection::Attempt> Connection::connect(Url const& url, Route const& route) {
  auto const stream = std::make_shared<Stream>(io_);
  stream_ = stream;
  peer_ = peer_of(url, route);
  auto const name = url.host_and_port();
  error_code ec;
  asio::ip::tcp::resolver resolver(io_);
  auto const endpoints = co_await resolver.async_resolve(route.host, std::to_string(route.port),
                                                         asio::redirect_error(asio::use_awaitable, ec));
  if (ec)
    co_return Attempt{winhttp::name_not_resolved,
                      fmt::format("{}: the name cannot be resolved ({})", name, ec.message())};

  stream->tcp.expires_after(options_.connect_timeout);
  co_await stream->tcp.async_connect(endpoints, asio::redirect_error(asio::use_awaitable, ec));
  if (ec == beast::error::timeout)
    co_return Attempt{winhttp::timeout,
                      fmt::format("{}: no connection within {} ms", name, options_.connect_timeout.count())};
  if (ec) co_return Attempt{winhttp::cannot_connect, fmt::format("{}: cannot connect ({})", name, ec.message())};
  stream->tcp.socket().set_option(asio::ip::tcp::no_delay(true), ec);  // a mere speed-up: failing does no harm
  if (url.secure) co_return co_await shake_hands(url, stream);         // no ?: gcc 12 destroys its temporaries twice
  co_return Attempt{};
}

asio::awaitable<Connection::Attempt> Connection::shake_hands(Url const& url, std::shared_ptr<Stream> kept) {
  auto& stream = kept->tls.emplace(kept->tcp, tls_.context());
  auto name = url.host;  // what the macro SSL_set_tlsext_host_name does, without its casts
  SSL_ctrl(stream.native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data());
  stream.set_verify_callback(asio::ssl::host_name_verification(url.host));
  kept->tcp.expires_after(options_.connect_timeout);
  error_code ec;
  co_await stream.async_handshake(asio::ssl::stream_base::client, asio::redirect_error(asio::use_awaitable, ec));
  if (!ec) co_return Attempt{};
  if (ec == beast::error::timeout)
    co_return Attempt{winhttp::timeout, fmt::format("{}: no TLS session within {} ms", url.host_and_port(),
                                                    options_.connect_timeout.count())};
  co_return Attempt{winhttp::secure_failure, fmt::format("{}: no TLS session ({})", url.host_and_port(), ec.message())};
}

asio::awaitable<error_code> Connection::Stream::write(Request const& request) {
  error_code ec;
  if (tls) {
    co_await http::async_write(*tls, request, asio::redirect_error(asio::use_awaitable, ec));
  } else {
    co_await http::async_write(tcp, request, asio::redirect_error(asio::use_awaitable, ec));
  }
  co_return ec;
}

asio::awaitable<error_code> Connection::Stream::read_piece(Parser& parser, std::chrono::milliseconds timeout) {
  error_code ec;
  tcp.expires_after(timeout);
  if (tls) {
    co_await http::async_read_some(*tls, buffer, parser, asio::redirect_error(asio::use_awaitable, ec));
  } else {
    co_await http::async_read_some(tcp, buffer, parser, asio::redirect_error(asio::use_awaitable, ec));
  }
  co_return ec;
}

/// Reads until the parser is done, with a fresh deadline for every piece. The limit of the body is known when the
/// status is.
asio::awaitable<error_code> Connection::Stream::read(Parser& parser, BodyLimit const& limit,
                                                     std::chrono::milliseconds timeout) {
  error_code ec;
  parser.body_limit(boost::none);
  while (!ec && !parser.is_header_done()) ec = co_await read_piece(parser, timeout);
  if (ec) co_return ec;
  auto const most = limit(parser.get().result_int());
  if (!parser.is_done() && parser.content_length().value_or(0) > most) co_return http::error::body_limit;
  parser.body_limit(most);
  while (!ec && !parser.is_done()) ec = co_await read_piece(parser, timeout);
  co_return ec;
}

asio::awaitable<Connection::Attempt> Connection::attempt(Url const& url, Request const& request,
                                                         BodyLimit const& limit) {
  auto const stream = stream_;
  stream->tcp.expires_after(options_.receive_timeout);
  auto const write_error = co_await stream->write(request);
  if (write_error == beast::error::timeout)
    co_return Attempt{winhttp::timeout, sentence_of(write_error, url, options_, 0)};

  // A server may answer and close without reading the whole request: its answer counts, so reading goes on after a
  // failed write.
  for (int interim = 0; interim <= max_interim; ++interim) {
    Parser parser;
    parser.header_limit(max_header);
    parser.skip(request.method() == http::verb::head);
    auto const ec = co_await stream->read(parser, limit, options_.receive_timeout);
    if (ec) {
      bool const silent = interim == 0 && !parser.got_some() && number_of(ec) == winhttp::connection_error;
      auto const max_body = parser.is_header_done() ? limit(parser.get().result_int()) : 0;
      co_return Attempt{number_of(ec), sentence_of(ec, url, options_, max_body), silent};
    }
    if (parser.get().result_int() / 100 == 1) continue;
    bool const reusable = parser.keep_alive() && !write_error && stream->buffer.size() == 0;
    co_return Attempt{.reusable = reusable, .answer = parser.release()};
  }
  co_return Attempt{winhttp::invalid_server_response,
                    fmt::format("{}: more than {} interim answers", url.host_and_port(), max_interim)};
}

asio::awaitable<Exchanged> Connection::exchange(Url url, Route route, Request request, BodyLimit limit) {
  Attempt outcome;
  bool const kept = stream_ && peer_ == peer_of(url, route);
  if (kept) outcome = co_await attempt(url, request, limit);
  if (!kept || outcome.before_answer) {
    outcome = co_await connect(url, route);
    if (outcome.error == 0 && stream_) outcome = co_await attempt(url, request, limit);
  }
  if (!outcome.reusable) stream_.reset();
  Exchanged result{.error = outcome.error, .what = std::move(outcome.what), .answer = std::move(outcome.answer)};
  if (!result.answer && result.error == 0) {  // closed by close() between two steps
    result.error = winhttp::connection_error;
    result.what = fmt::format("{}: the connection was closed", url.host_and_port());
  }
  co_return result;
}

}  // namespace wsus::transport
