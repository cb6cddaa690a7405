// The life of one connection, over plain TCP or TLS: see session.hpp. A template, so that both have one text.
#pragma once

#include "server/faults/request_handler.hpp"
#include "server/http/delivery.hpp"
#include "server/http/endings.hpp"
#include "server/http/http_server.hpp"
#include "server/http/pause.hpp"
#include "server/http/request_reader.hpp"
#include "server/http/request_view.hpp"
#include "server/http/response_head.hpp"
#include "server/http/send_file.hpp"
#include "server/http/session.hpp"
#include "server/http/streamed.hpp"
#include "server/http/streams.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace wsus::http {

/// `Stream`: PlainStream or SecureStream. Everything but construction happens on the stream's executor (a strand).
template <typename Stream>
class Session {
public:
  static constexpr bool is_secure = std::is_same_v<Stream, SecureStream>;

  Session(Stream stream, SessionContext const& context, Connection connection)
      : stream_(std::move(stream)),
        connection_(std::move(connection)),
        options_(context.options),
        handler_(context.handler),
        waits_(context.waits),
        pause_(context.waits, tcp().socket().get_executor()) {}

  /// The plan must live as long as this runs.
  boost::asio::awaitable<void> run(faults::ConnectionPlan& plan) {
    // No co_await inside a condition: gcc 12 loses its place in templates then.
    bool alive = co_await greet(plan);
    if (!alive) co_return;
    alive = co_await handshake();
    if (!alive) co_return;
    while (alive && !stopping_) {
      auto const error = co_await wait_for_first_byte();
      alive = co_await exchange(error);
    }
    if (!cut_) co_await finish();
  }

  /// Both are called on the session's executor.
  void stop_when_idle() {
    stopping_ = true;
    pause_.stop();
    if (!in_exchange_) stop_now();
  }
  void stop_now() {
    stopping_ = true;
    lingering_ = false;
    pause_.stop();
    close();
  }
  [[nodiscard]] auto executor() { return stream_.get_executor(); }

private:
  static constexpr auto as_tuple = boost::asio::as_tuple(boost::asio::use_awaitable);
  static constexpr std::size_t lease_free = 64U << 10U;
  using Error = boost::beast::error_code;

  [[nodiscard]] PlainStream& tcp() { return boost::beast::get_lowest_layer(stream_); }

  void close() {
    Error ignored;
    tcp().socket().close(ignored);
  }

  [[nodiscard]] DeliveryLine<Stream> line() {
    return {stream_, pause_, connection_.wire, plain_bytes_, options_.idle_timeout};
  }

  /// What the plan has for the connection before anything is read; false when it ends with that.
  boost::asio::awaitable<bool> greet(faults::ConnectionPlan& plan) {
    if (plan.delay.count() > 0) {
      auto const waited = co_await hold(line(), plan.delay);
      if (waited != Waited::elapsed) co_return false;
    }
    if (plan.greeting == faults::Greeting::silent) {
      co_await hold(line(), std::nullopt);
      co_return false;
    }
    if (plan.greeting == faults::Greeting::reset) {
      plan.lease.reset();
      reset(tcp());
      co_return false;
    }
    co_return true;
  }

  boost::asio::awaitable<bool> handshake() {
    if constexpr (is_secure) {
      tcp().expires_after(options_.tls ? options_.tls->handshake_timeout : TlsSettings{}.handshake_timeout);
      auto const [error] = co_await stream_.async_handshake(boost::asio::ssl::stream_base::server, as_tuple);
      if (!error) co_return true;
      if (stopping_) co_return false;
      spdlog::info("TLS handshake with {} on port {} failed: {}", connection_.client_address, connection_.server_port,
                   error.message());
      if (error.category() == boost::asio::error::get_ssl_category()) co_await part();
      co_return false;
    }
    co_return true;
  }

  /// After an alert of ours: the peer may be sending, and a reset would destroy the alert on its way.
  boost::asio::awaitable<void> part() {
    Error ignored;
    tcp().socket().shutdown(boost::asio::ip::tcp::socket::shutdown_send, ignored);
    co_await drain();
  }

  /// One request and its response; false when the connection ends. `error`: of the wait for it.
  boost::asio::awaitable<bool> exchange(Error error) {
    RequestParser parser;
    parser.header_limit(static_cast<std::uint32_t>(options_.header_limit));
    parser.body_limit(options_.body_limit);
    in_exchange_ = true;
    tcp().expires_after(std::min(options_.idle_timeout, options_.request_timeout));
    if (!error) error = co_await read(parser);
    if (error) co_return co_await answer_unreadable(error, parser.get());

    auto const& request = parser.get();
    RequestHeaders const headers(request);
    auto plan = ask(view_of(request, connection_, headers));
    close_idle_after_ = plan.delivery.close_idle_after;
    bool const plan_closes = !close_idle_after_ && iis::closes(plan, options_.dress);
    Framing const framing{.http_1_0 = request.version() == 10,
                          .head_only = request.method() == boost::beast::http::verb::head,
                          .close = plan_closes || !request.keep_alive() || stopping_ ||
                                   (plan.source && request.version() == 10),  // its end ends the body
                          .time = options_.clock->now()};
    bool const sent = co_await send(std::move(plan), framing);
    in_exchange_ = false;
    co_return sent && !framing.close;
  }

  [[nodiscard]] faults::ResponsePlan ask(faults::ExchangeView const& request) {
    if (!options_.handler_waits) return handler_.handle(request);
    // First somebody runs, then the connection is held: between the two time must not move.
    std::optional<wusp::Timeline::Running> running;
    if (options_.timeline != nullptr) running.emplace(*options_.timeline);
    auto const held =
        waits_.begin(tcp().socket().get_executor(),
                     {.wire = connection_.wire, .sent = bytes_sent(stream_, plain_bytes_)}, std::nullopt, [] {});
    return handler_.handle(request);
  }

  /// Waits without a parser, so that an idle connection can be told from a half-read request.
  boost::asio::awaitable<Error> wait_for_first_byte() {
    in_exchange_ = reader_.has_bytes();  // bytes of a pipelined request count as an exchange under way
    tcp().expires_after(options_.idle_timeout);
    if (in_exchange_) co_return Error{};
    auto const idle = close_when_idle();
    auto const error = co_await reader_.wait(stream_);
    if (idle) tcp().expires_after(options_.idle_timeout);
    co_return error;
  }

  /// Where the last response's delivery wants it: closes the connection without a word once it was idle for so long.
  /// The wait is to be dropped when bytes have come.
  [[nodiscard]] std::unique_ptr<Waits::Running> close_when_idle() {
    if (!close_idle_after_) return nullptr;
    tcp().expires_never();
    // The peer may be sending its next request: that must not move time.
    return waits_.begin(tcp().socket().get_executor(), {.wire = connection_.wire, .sent = never_quiet},
                        close_idle_after_, [this] { cut(); });
  }

  boost::asio::awaitable<Error> read(RequestParser& parser) {
    namespace bhttp = boost::beast::http;
    auto const end = std::chrono::steady_clock::now() + options_.request_timeout;
    while (!parser.is_header_done()) {
      auto const error = co_await reader_.parse_some(stream_, parser);
      if (error) co_return error;
    }
    if (parser.get()[bhttp::field::expect] == "100-continue") {
      bhttp::response<bhttp::empty_body> go_on{bhttp::status::continue_, 11};
      auto [error, bytes] = co_await bhttp::async_write(stream_, go_on, as_tuple);
      plain_bytes_ += bytes;
      if (error) co_return error;
    }
    parser.eager(true);
    while (!parser.is_done()) {  // who sends slowly is no idle peer: each piece renews the time, up to a bound
      tcp().expires_at(std::min(std::chrono::steady_clock::now() + options_.idle_timeout, end));
      auto const error = co_await reader_.parse_some(stream_, parser);
      if (error) co_return error;
    }
    co_return Error{};
  }

  boost::asio::awaitable<bool> answer_unreadable(Error error, Request const& request) {
    if (auto const why = unreadable(error)) {
      RequestHeaders const headers(request);
      auto plan = handler_.handle_unreadable(*why, view_of(request, connection_, headers));
      co_await send(std::move(plan), {.close = true, .time = options_.clock->now()});
      lingering_ = true;  // the peer may still be sending: a reset would destroy our answer on its way
    }
    co_return false;
  }

  /// False when the connection ends with it: the response did not go out whole, or its delivery says so.
  boost::asio::awaitable<bool> send(faults::ResponsePlan plan, Framing framing) {
    bool const has_body = !framing.head_only && !has_no_body(plan.status);
    auto file = has_body ? plan.file : std::nullopt;
    if (has_body && plan.source) co_return co_await send_as_it_comes(std::move(plan), framing);
    // Pieces let go of a lease before the last of them: who has read the whole response finds it released. A body that
    // would be one piece needs none.
    bool const is_held = plan.lease && (file || plan.body.size() > lease_free);
    bool const in_pieces = plan.delivery != faults::Delivery{} || (file && file->turned_byte) || is_held;
    if (in_pieces) co_return co_await send_in_pieces(std::move(plan), std::move(file), framing);
    co_return co_await send_at_once(std::move(plan), std::move(file), framing);
  }

  boost::asio::awaitable<bool> send_at_once(faults::ResponsePlan plan, std::optional<faults::FileBody> file,
                                            Framing framing) {
    tcp().expires_after(options_.idle_timeout);
    auto const head = take_head(plan, framing, options_.dress);
    // A HEAD answer announces the length of a body that is not sent.
    bool const has_text = !framing.head_only && !file && !has_no_body(plan.status);
    plan.lease.reset();  // all of it goes out now
    bool const sent = co_await write(head, has_text ? std::string_view(plan.body) : std::string_view());
    if (!sent || !file) co_return sent;
    auto const file_sent = co_await send_file(stream_, *file, options_.idle_timeout);
    plain_bytes_ += file->length;  // where it was less, the connection ends here
    if (file_sent == FileSent::whole) co_return true;
    if (file_sent == FileSent::file_short) tell_short(*file);
    cut();
    co_return false;
  }

  /// Both in one piece: what the socket takes at once, then the rest as the peer takes it.
  boost::asio::awaitable<bool> write(std::string_view head, std::string_view text) {
    std::array<boost::asio::const_buffer, 2> const parts{boost::asio::buffer(head), boost::asio::buffer(text)};
    std::size_t taken = 0;
    if constexpr (!is_secure) {
      Error error;
      taken = tcp().socket().write_some(parts, error);
      plain_bytes_ += taken;
      if (error && error != boost::asio::error::would_block) co_return false;
      if (taken == head.size() + text.size()) co_return true;
    }
    boost::beast::buffers_suffix<std::array<boost::asio::const_buffer, 2>> rest(parts);
    rest.consume(taken);
    auto const [error, bytes] = co_await boost::asio::async_write(stream_, rest, as_tuple);
    plain_bytes_ += bytes;
    co_return !error;
  }

  boost::asio::awaitable<bool> send_in_pieces(faults::ResponsePlan plan, std::optional<faults::FileBody> file,
                                              Framing framing) {
    auto const delivery = plan.delivery;
    bool const has_body = !framing.head_only && !has_no_body(plan.status);
    auto lease = std::move(plan.lease);
    auto head = take_head(plan, framing, options_.dress);
    ResponseBytes bytes({.head = std::move(head),
                         .text = has_body && !plan.file ? std::move(plan.body) : std::string(),
                         .file = file,
                         .bad_chunk = has_body ? delivery.broken_chunk : std::nullopt});
    auto const delivered = co_await deliver(line(), std::move(bytes), delivery, std::move(lease));
    bool const waits_for_more = has_body && !delivery.broken_chunk && delivery.length_error > 0 && !framing.close;
    if (delivered == Delivered::whole && !waits_for_more) co_return true;
    // The peer is not done with this response and asks nothing: as idle as a connection can be.
    if (delivered == Delivered::whole) co_await hold(line(), options_.idle_timeout);
    if (delivered == Delivered::file_short) tell_short(*file);
    if (delivered == Delivered::cut) {
      in_exchange_ = false;  // from here on a stop may close at once; where it came before, nobody is waited for
      auto const by =
          stopping_ && delivery.cut->by == faults::Ending::half_close ? faults::Ending::close : delivery.cut->by;
      co_await end_connection(tcp(), by, options_.idle_timeout);
    }
    cut();
    co_return false;
  }

  boost::asio::awaitable<bool> send_as_it_comes(faults::ResponsePlan plan, Framing framing) {
    auto const source = plan.source;
    auto const delivered =
        co_await deliver_as_it_comes(line(), take_head(plan, framing, options_.dress), source, !framing.http_1_0);
    if (delivered == Delivered::whole) co_return !stopping_;
    cut();
    co_return false;
  }

  void tell_short(faults::FileBody const& file) const {
    spdlog::error("response to {} cut: its file ended before the {} bytes announced", connection_.client_address,
                  file.length);
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
  RequestReader<Stream> reader_;
  ServerOptions const& options_;
  faults::RequestHandler& handler_;
  Waits& waits_;
  Pause pause_;
  std::uint64_t plain_bytes_ = 0;  ///< written to the stream
  std::optional<std::chrono::milliseconds> close_idle_after_{};
  bool in_exchange_ = false;
  bool stopping_ = false;
  bool lingering_ = false;
  bool cut_ = false;
};

}  // namespace wsus::http
