// HTTP over Boost.Beast: one connection, one request at a time, failures numbered as WinHTTP numbers them.
#include "client_sim/transport/http_connection.hpp"

#include "client_sim/transport/timed_stream.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
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
  Stream(asio::io_context& io, Waits& waits) : tcp(io, waits) {}
  TimedStream tcp;
  HandshakeNotes notes{};  ///< before `tls`, whose session notes into them
  std::optional<beast::ssl_stream<TimedStream&>> tls{};
  beast::flat_buffer buffer{};

  asio::awaitable<error_code> write(Request const& request);
  asio::awaitable<error_code> read_piece(Parser& parser);
  asio::awaitable<error_code> read(Parser& parser, BodyLimit const& limit, HttpOptions const& options);
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

/// `max_body`: the limit that held when the error came.
std::string sentence_of(unsigned number, error_code const& ec, Url const& url, HttpOptions const& options,
                        std::uint64_t max_body) {
  auto const peer = url.host_and_port();
  switch (number) {
  case winhttp::timeout: return fmt::format("{}: no answer within {} ms", peer, options.receive_timeout.count());
  case winhttp::client_certificate_needed:
    return fmt::format("{}: the server wants a certificate of the client, which has none ({})", peer, ec.message());
  case winhttp::invalid_server_response:
    if (ec == http::error::body_limit) return fmt::format("{}: the answer is larger than {} bytes", peer, max_body);
    return fmt::format("{}: the answer is not HTTP ({})", peer, ec.message());
  default: return fmt::format("{}: the connection ended before the whole answer was there ({})", peer, ec.message());
  }
}

std::string sentence_of_handshake(unsigned number, error_code const& ec, HandshakeNotes const& notes, Url const& url,
                                  HttpOptions const& options) {
  auto const peer = url.host_and_port();
  if (number == winhttp::timeout)
    return fmt::format("{}: no TLS session within {} ms", peer, options.connect_timeout.count());
  if (notes.verify_error != 0)
    return fmt::format("{}: no TLS session: {} ({})", peer, text_of_certificate_number(number), ec.message());
  if (number == winhttp::client_certificate_needed) return sentence_of(number, ec, url, options, 0);
  return fmt::format("{}: no TLS session ({})", peer, ec.message());
}

/// Names are looked up by the system; where it need not be asked, no thread of the resolver takes part.
asio::awaitable<error_code> endpoints_of(asio::io_context& io, Route route, TimedStream::Endpoints& endpoints) {
  error_code ec;
  auto const address = asio::ip::make_address(route.host, ec);
  if (!ec) {
    endpoints.emplace_back(address, route.port);
    co_return ec;
  }
  asio::ip::tcp::resolver resolver(io);
  auto const found = co_await resolver.async_resolve(route.host, std::to_string(route.port),
                                                     asio::redirect_error(asio::use_awaitable, ec));
  for (auto const& entry : found) endpoints.push_back(entry.endpoint());
  co_return ec;
}

}  // namespace

Connection::Connection(asio::io_context& io, HttpOptions const& options, TlsClient& tls, Waits& waits)
    : io_(io), options_(options), tls_(tls), waits_(waits) {}
Connection::~Connection() = default;

void Connection::close() {
  error_code ignored;  // closing what the peer has closed is no failure
  if (stream_) stream_->tcp.socket().close(ignored);
  stream_.reset();
}

asio::awaitable<Connection::Attempt> Connection::connect(Url const& url, Route const& route) {
  auto const name = url.host_and_port();
  if (route.dropped) co_return co_await wait_for_nobody(name);
  auto const stream = std::make_shared<Stream>(io_, waits_);
  stream_ = stream;
  peer_ = peer_of(url, route);
  TimedStream::Endpoints endpoints;
  auto const unknown = co_await endpoints_of(io_, route, endpoints);
  if (unknown)
    co_return Attempt{winhttp::name_not_resolved,
                      fmt::format("{}: the name cannot be resolved ({})", name, unknown.message())};
  auto const ec = co_await stream->tcp.connect(std::move(endpoints), options_.connect_timeout);
  if (ec == beast::error::timeout)
    co_return Attempt{winhttp::timeout,
                      fmt::format("{}: no connection within {} ms", name, options_.connect_timeout.count())};
  // A peer that takes a connection and resets it at once may be faster than the news that there is one: whether the end
  // shows here or at the first transfer must not matter.
  if (ec == asio::error::connection_reset)
    co_return Attempt{winhttp::connection_error, sentence_of(winhttp::connection_error, ec, url, options_, 0)};
  if (ec) co_return Attempt{winhttp::cannot_connect, fmt::format("{}: cannot connect ({})", name, ec.message())};
  if (url.secure) co_return co_await shake_hands(url, stream);  // no ?: gcc 12 destroys its temporaries twice
  co_return Attempt{};
}

/// Packets that get lost: the whole timeout passes, in the time of the world.
asio::awaitable<Connection::Attempt> Connection::wait_for_nobody(std::string name) {
  stream_.reset();
  asio::steady_timer over(io_, asio::steady_timer::time_point::max());
  bool passed = false;
  auto const wait = waits_.for_time(io_.get_executor(), waits_.now() + options_.connect_timeout, [&] {
    passed = true;
    over.cancel();
  });
  error_code ignored;
  while (!passed) co_await over.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  co_return Attempt{winhttp::timeout,
                    fmt::format("{}: no connection within {} ms", name, options_.connect_timeout.count())};
}

asio::awaitable<Connection::Attempt> Connection::shake_hands(Url const& url, std::shared_ptr<Stream> kept) {
  auto& stream = kept->tls.emplace(kept->tcp, tls_.context());
  auto& notes = kept->notes;
  tls_.prepare(stream.native_handle(), url.host, notes);
  auto const has_name = asio::ssl::host_name_verification(url.host);
  stream.set_verify_callback([&notes, has_name](bool good, asio::ssl::verify_context& certificate) {
    if (!good) notes.verify_error = X509_STORE_CTX_get_error(certificate.native_handle());
    if (good && !has_name(good, certificate)) notes.verify_error = X509_V_ERR_HOSTNAME_MISMATCH;
    return notes.verify_error == 0;
  });
  kept->tcp.expires_after(options_.connect_timeout);
  error_code ec;
  co_await stream.async_handshake(asio::ssl::stream_base::client, asio::redirect_error(asio::use_awaitable, ec));
  if (!ec) co_return Attempt{};
  auto const number = number_of_handshake(ec, notes);
  co_return Attempt{number, sentence_of_handshake(number, ec, notes, url, options_)};
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

asio::awaitable<error_code> Connection::Stream::read_piece(Parser& parser) {
  error_code ec;
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
                                                     HttpOptions const& options) {
  error_code ec;
  tcp.each_expires_after(options.receive_timeout, tcp.waits().now() + options.response_timeout);
  parser.body_limit(boost::none);
  while (!ec && !parser.is_header_done()) ec = co_await read_piece(parser);
  if (ec) co_return ec;
  auto const most = limit(parser.get().result_int());
  if (!parser.is_done() && parser.content_length().value_or(0) > most) co_return http::error::body_limit;
  parser.body_limit(most);
  tcp.each_expires_after(options.receive_timeout);
  while (!ec && !parser.is_done()) ec = co_await read_piece(parser);
  co_return ec;
}

asio::awaitable<Connection::Attempt> Connection::attempt(Url const& url, Request const& request,
                                                         BodyLimit const& limit) {
  auto const stream = stream_;
  auto const name = url.host_and_port();
  stream->tcp.each_expires_after(options_.send_timeout);
  auto const write_error = co_await stream->write(request);
  if (write_error == beast::error::timeout)
    co_return Attempt{winhttp::timeout, fmt::format("{}: nothing of the request was taken for {} ms", name,
                                                    options_.send_timeout.count())};

  // A server may answer and close without reading the whole request: its answer counts, so reading goes on after a
  // failed write.
  for (int interim = 0; interim <= max_interim; ++interim) {
    Parser parser;
    parser.header_limit(max_header);
    parser.skip(request.method() == http::verb::head);
    auto const ec = co_await stream->read(parser, limit, options_);
    if (ec) {
      auto const number = number_of_transfer(ec, stream->notes);
      bool const silent = interim == 0 && !parser.got_some() && number == winhttp::connection_error;
      auto const max_body = parser.is_header_done() ? limit(parser.get().result_int()) : 0;
      co_return Attempt{number, sentence_of(number, ec, url, options_, max_body), silent};
    }
    if (parser.get().result_int() / 100 == 1) continue;
    bool const reusable = parser.keep_alive() && !write_error && stream->buffer.size() == 0;
    co_return Attempt{.reusable = reusable, .answer = parser.release()};
  }
  co_return Attempt{winhttp::invalid_server_response,
                    fmt::format("{}: more than {} interim answers", name, max_interim)};
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
