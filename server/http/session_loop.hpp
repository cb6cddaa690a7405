// The life of one connection, over plain TCP or TLS: see session.hpp. A template, so that both have one text.
#pragma once

#include "server/faults/request_handler.hpp"
#include "server/http/http_server.hpp"
#include "server/http/request_view.hpp"
#include "server/http/response_head.hpp"
#include "server/http/send_file.hpp"
#include "server/http/streams.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <type_traits>
#include <utility>

namespace wsus::http {

/// `Stream`: PlainStream or SecureStream. Everything but construction happens on the stream's executor (a strand).
template <typename Stream>
class Session {
public:
  static constexpr bool is_secure = std::is_same_v<Stream, SecureStream>;

  Session(Stream stream, ServerOptions const& options, faults::RequestHandler& handler)
      : stream_(std::move(stream)), connection_(connection_of(tcp().socket())), options_(options), handler_(handler) {
    connection_.secure = is_secure;
    if (options.shown_port) connection_.server_port = *options.shown_port;
  }

  boost::asio::awaitable<void> run() {
    // No co_await inside a condition: gcc 12 loses its place in templates then.
    bool alive = co_await handshake();
    if (!alive) co_return;
    while (alive && !stopping_) alive = co_await exchange();
    if (!cut_) co_await finish();
  }

  /// Both are called on the session's executor.
  void stop_when_idle() {
    stopping_ = true;
    if (!in_exchange_) stop_now();
  }
  void stop_now() {
    stopping_ = true;
    lingering_ = false;
    close();
  }
  [[nodiscard]] auto executor() { return stream_.get_executor(); }

private:
  static constexpr auto as_tuple = boost::asio::as_tuple(boost::asio::use_awaitable);
  using Error = boost::beast::error_code;

  [[nodiscard]] PlainStream& tcp() { return boost::beast::get_lowest_layer(stream_); }

  void close() {
    Error ignored;
    tcp().socket().close(ignored);
  }

  boost::asio::awaitable<bool> handshake() {
    if constexpr (is_secure) {
      tcp().expires_after(options_.tls->handshake_timeout);
      auto const [error] = co_await stream_.async_handshake(boost::asio::ssl::stream_base::server, as_tuple);
      if (error && !stopping_)
        spdlog::info("TLS handshake with {} on port {} failed: {}", connection_.client_address, connection_.server_port,
                     error.message());
      co_return !error;
    }
    co_return true;
  }

  /// One request and its response; false when the connection ends.
  boost::asio::awaitable<bool> exchange() {
    in_exchange_ = buffer_.size() > 0;  // bytes of a pipelined request count as an exchange under way
    std::optional<RequestParser> parser;
    parser.emplace();
    parser->header_limit(static_cast<std::uint32_t>(options_.header_limit));
    parser->body_limit(options_.body_limit);
    tcp().expires_after(options_.idle_timeout);

    Error error = co_await wait_for_first_byte();
    in_exchange_ = true;
    tcp().expires_after(std::min(options_.idle_timeout, options_.request_timeout));
    if (!error) error = co_await read(*parser);
    if (error) co_return co_await answer_unreadable(error, parser->get());

    auto const& request = parser->get();
    auto plan = handler_.handle(view_of(request, connection_));
    Framing const framing{.http_1_0 = request.version() == 10,
                          .head_only = request.method() == boost::beast::http::verb::head,
                          .close = iis::closes(plan, options_.dress) || !request.keep_alive() || stopping_,
                          .time = options_.clock->now()};
    bool const sent = co_await send(std::move(plan), framing);
    in_exchange_ = false;
    co_return sent && !framing.close;
  }

  /// Waits without a parser, so that an idle connection can be told from a half-read request.
  boost::asio::awaitable<Error> wait_for_first_byte() {
    if (buffer_.size() > 0) co_return Error{};
    auto const [error, bytes] = co_await stream_.async_read_some(buffer_.prepare(4096), as_tuple);
    buffer_.commit(bytes);
    co_return error == boost::asio::error::eof ? Error(boost::beast::http::error::end_of_stream) : error;
  }

  boost::asio::awaitable<Error> read(RequestParser& parser) {
    namespace bhttp = boost::beast::http;
    auto const end = std::chrono::steady_clock::now() + options_.request_timeout;
    auto [header_error, header_bytes] = co_await bhttp::async_read_header(stream_, buffer_, parser, as_tuple);
    if (header_error) co_return header_error;
    if (parser.get()[bhttp::field::expect] == "100-continue") {
      bhttp::response<bhttp::empty_body> go_on{bhttp::status::continue_, 11};
      auto [error, bytes] = co_await bhttp::async_write(stream_, go_on, as_tuple);
      if (error) co_return error;
    }
    parser.eager(true);
    while (!parser.is_done()) {  // who sends slowly is no idle peer: each piece renews the time, up to a bound
      tcp().expires_at(std::min(std::chrono::steady_clock::now() + options_.idle_timeout, end));
      auto [error, bytes] = co_await bhttp::async_read_some(stream_, buffer_, parser, as_tuple);
      if (error) co_return error;
    }
    co_return Error{};
  }

  boost::asio::awaitable<bool> answer_unreadable(Error error, Request const& request) {
    if (auto const why = unreadable(error)) {
      auto plan = handler_.handle_unreadable(*why, view_of(request, connection_));
      co_await send(std::move(plan), {.close = true, .time = options_.clock->now()});
      lingering_ = true;  // the peer may still be sending: a reset would destroy our answer on its way
    }
    co_return false;
  }

  /// False when the response did not go out whole.
  boost::asio::awaitable<bool> send(faults::ResponsePlan plan, Framing framing) {
    namespace bhttp = boost::beast::http;
    tcp().expires_after(options_.idle_timeout);
    auto const lease = std::move(plan.lease);  // given back when this ends
    auto const file = framing.head_only || has_no_body(plan.status) ? std::nullopt : plan.file;
    auto response = response_of(std::move(plan), framing, options_.dress);
    // A HEAD answer announces the length of a body that is not sent.
    bhttp::response_serializer<bhttp::string_body> serializer{response};
    auto [error, bytes] = co_await bhttp::async_write(stream_, serializer, as_tuple);
    if (error) co_return false;
    if (!file) co_return true;
    auto const sent = co_await send_file(stream_, *file, options_.idle_timeout);
    if (sent == FileSent::whole) co_return true;
    if (sent == FileSent::file_short)
      spdlog::error("response to {} cut: its file ended before the {} bytes announced", connection_.client_address,
                    file->length);
    cut();
    co_return false;
  }

  /// Ends the connection in the middle of a body: without TLS's word of an orderly end.
  void cut() {
    cut_ = true;
    close();
  }

  boost::asio::awaitable<void> finish() {
    Error ignored;
    if constexpr (is_secure) {
      tcp().expires_after(options_.stop_grace);
      co_await stream_.async_shutdown(as_tuple);
    }
    tcp().socket().shutdown(boost::asio::ip::tcp::socket::shutdown_send, ignored);
    if (lingering_) co_await drain();
  }

  /// Reads and drops what a refused peer still sends, for a short while and up to the body limit.
  boost::asio::awaitable<void> drain() {
    tcp().expires_after(options_.stop_grace);
    std::array<char, 8192> scrap{};
    for (std::size_t total = 0; total < options_.body_limit;) {
      auto const [error, bytes] = co_await tcp().async_read_some(boost::asio::buffer(scrap), as_tuple);
      if (error) break;
      total += bytes;
    }
  }

  Stream stream_;
  Connection connection_;
  boost::beast::flat_buffer buffer_;
  ServerOptions const& options_;
  faults::RequestHandler& handler_;
  bool in_exchange_ = false;
  bool stopping_ = false;
  bool lingering_ = false;
  bool cut_ = false;
};

}  // namespace wsus::http
