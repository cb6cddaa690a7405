// The life of one connection: see session.hpp.
#include "server/http/session.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <ctime>
#include <memory>
#include <optional>
#include <utility>

namespace wsus::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
using Request = bhttp::request<bhttp::string_body>;
using Parser = bhttp::request_parser<bhttp::string_body>;

constexpr auto as_tuple = asio::as_tuple(asio::use_awaitable);

std::string_view view_of(beast::string_view text) { return {text.data(), text.size()}; }

std::string http_date() { return fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(std::time(nullptr))); }

/// Addresses of the connection, read once: the endpoints of a dying socket cannot be asked.
struct Addresses {
  std::string client{};
  std::string server{};
  std::uint16_t server_port = 0;

  explicit Addresses(asio::ip::tcp::socket const& socket) {
    beast::error_code error;
    if (auto const remote = socket.remote_endpoint(error); !error) client = remote.address().to_string();
    if (auto const local = socket.local_endpoint(error); !error) {
      server = local.address().to_string();
      server_port = local.port();
    }
  }
};

faults::ExchangeView view_of(Request const& request, Addresses const& addresses) {
  return {.method = view_of(request.method_string()),
          .target = view_of(request.target()),
          .host = view_of(request[bhttp::field::host]),
          .soap_action = view_of(request["SOAPAction"]),
          .content_type = view_of(request[bhttp::field::content_type]),
          .content_encoding = view_of(request[bhttp::field::content_encoding]),
          .user_agent = view_of(request[bhttp::field::user_agent]),
          .referer = view_of(request[bhttp::field::referer]),
          .accept_encoding = view_of(request[bhttp::field::accept_encoding]),
          .range = view_of(request[bhttp::field::range]),
          .if_range = view_of(request[bhttp::field::if_range]),
          .if_none_match = view_of(request[bhttp::field::if_none_match]),
          .if_modified_since = view_of(request[bhttp::field::if_modified_since]),
          .body = request.body(),
          .client_address = addresses.client,
          .server_address = addresses.server,
          .server_port = addresses.server_port};
}

std::optional<faults::Unreadable> unreadable(beast::error_code const& error) {
  if (error == bhttp::error::body_limit) return faults::Unreadable::body_too_long;
  if (error == bhttp::error::header_limit || error == bhttp::error::buffer_overflow)
    return faults::Unreadable::headers_too_long;
  if (error == bhttp::error::end_of_stream || error == bhttp::error::partial_message) return std::nullopt;
  if (error.category() == bhttp::make_error_code(bhttp::error::bad_method).category())
    return faults::Unreadable::malformed;
  return std::nullopt;  // the peer went away or was too slow: nobody to answer
}

/// The part of the file as a string; shorter than it says when the file is.
std::string bytes_of(faults::FileBody const& part) {
  std::string bytes(static_cast<std::size_t>(part.length), '\0');
  std::size_t have = 0;
  while (have < bytes.size()) {
    auto const got = ::pread(part.file->descriptor(), bytes.data() + have, bytes.size() - have,
                             static_cast<off_t>(part.offset + have));
    if (got <= 0) break;
    have += static_cast<std::size_t>(got);
  }
  bytes.resize(have);
  return bytes;
}

/// The response in IIS's order of headers. The head is written by hand of Beast's fields, in insertion order.
bhttp::response<bhttp::string_body> perform(faults::ResponsePlan plan, bool head_only, bool close) {
  if (plan.file) plan.body = bytes_of(*plan.file);
  bhttp::response<bhttp::string_body> response;
  response.version(11);
  response.result(plan.status);
  for (auto const& header : plan.headers) response.insert(header.name, header.value);
  response.insert(bhttp::field::date, http_date());
  if (close) response.insert(bhttp::field::connection, "close");
  // A 304 has no body and announces none (RFC 9110 8.6).
  if (plan.status != 304) response.insert(bhttp::field::content_length, std::to_string(plan.body.size()));
  if (!head_only) response.body() = std::move(plan.body);
  return response;
}

class Session {
public:
  Session(asio::ip::tcp::socket socket, ServerOptions const& options, faults::RequestHandler& handler)
      : addresses_(socket), stream_(std::move(socket)), options_(options), handler_(handler) {
    if (options.shown_port) addresses_.server_port = *options.shown_port;
  }

  asio::awaitable<void> run() {
    while (!stopping_ && co_await exchange()) {
    }
    beast::error_code ignored;
    stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    if (lingering_) co_await drain();
  }

  /// Both are called on the session's executor.
  void stop_when_idle() {
    stopping_ = true;
    if (!in_exchange_) stop_now();
  }
  void stop_now() {
    stopping_ = true;
    lingering_ = false;
    beast::error_code ignored;
    stream_.socket().close(ignored);
  }
  [[nodiscard]] auto executor() { return stream_.get_executor(); }

private:
  /// One request and its response; false when the connection ends.
  asio::awaitable<bool> exchange() {
    in_exchange_ = buffer_.size() > 0;  // bytes of a pipelined request count as an exchange under way
    std::optional<Parser> parser;
    parser.emplace();
    parser->header_limit(static_cast<std::uint32_t>(options_.header_limit));
    parser->body_limit(options_.body_limit);
    stream_.expires_after(options_.idle_timeout);

    beast::error_code error = co_await wait_for_first_byte();
    in_exchange_ = true;
    if (!error) error = co_await read(*parser);
    if (error) co_return co_await answer_unreadable(error, parser->get());

    auto const& request = parser->get();
    bool const head_only = request.method() == bhttp::verb::head;
    auto plan = handler_.handle(view_of(request, addresses_));
    bool const close = plan.close || !request.keep_alive() || stopping_;
    bool const sent = co_await send(perform(std::move(plan), head_only, close));
    in_exchange_ = false;
    co_return sent && !close;
  }

  /// Waits without a parser, so that an idle connection can be told from a half-read request.
  asio::awaitable<beast::error_code> wait_for_first_byte() {
    if (buffer_.size() > 0) co_return beast::error_code{};
    auto const [error, bytes] = co_await stream_.async_read_some(buffer_.prepare(4096), as_tuple);
    buffer_.commit(bytes);
    co_return error == asio::error::eof ? beast::error_code(bhttp::error::end_of_stream) : error;
  }

  asio::awaitable<beast::error_code> read(Parser& parser) {
    auto [header_error, header_bytes] = co_await bhttp::async_read_header(stream_, buffer_, parser, as_tuple);
    if (header_error) co_return header_error;
    if (view_of(parser.get()[bhttp::field::expect]) == "100-continue") {
      bhttp::response<bhttp::empty_body> go_on{bhttp::status::continue_, 11};
      auto [error, bytes] = co_await bhttp::async_write(stream_, go_on, as_tuple);
      if (error) co_return error;
    }
    auto [error, bytes] = co_await bhttp::async_read(stream_, buffer_, parser, as_tuple);
    co_return error;
  }

  asio::awaitable<bool> answer_unreadable(beast::error_code error, Request const& request) {
    if (auto const why = unreadable(error)) {
      auto plan = handler_.handle_unreadable(*why, view_of(request, addresses_));
      co_await send(perform(std::move(plan), false, true));
      lingering_ = true;  // the peer may still be sending: a reset would destroy our answer on its way
    }
    co_return false;
  }

  asio::awaitable<bool> send(bhttp::response<bhttp::string_body> response) {
    stream_.expires_after(options_.idle_timeout);
    // A HEAD answer announces the length of a body that is not sent.
    bhttp::response_serializer<bhttp::string_body> serializer{response};
    auto [error, bytes] = co_await bhttp::async_write(stream_, serializer, as_tuple);
    co_return !error;
  }

  /// Reads and drops what a refused peer still sends, for a short while and up to the body limit.
  asio::awaitable<void> drain() {
    stream_.expires_after(options_.stop_grace);
    std::array<char, 8192> scrap{};
    for (std::size_t total = 0; total < options_.body_limit;) {
      auto const [error, bytes] = co_await stream_.async_read_some(asio::buffer(scrap), as_tuple);
      if (error) break;
      total += bytes;
    }
  }

  Addresses addresses_;
  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
  ServerOptions const& options_;
  faults::RequestHandler& handler_;
  bool in_exchange_ = false;
  bool stopping_ = false;
  bool lingering_ = false;
};

}  // namespace

asio::awaitable<void> run_session(asio::ip::tcp::socket socket, ServerOptions const& options,
                                  faults::RequestHandler& handler, LiveSessions& live) {
  auto const session = std::make_shared<Session>(std::move(socket), options, handler);
  // Stops arrive on other threads and may run after the session has ended: they hold it weakly.
  std::weak_ptr<Session> const weak = session;
  auto const executor = session->executor();
  LiveSessions::Entry const entry(live, {.when_idle =
                                             [weak, executor] {
                                               asio::post(executor, [weak] {
                                                 if (auto const self = weak.lock()) self->stop_when_idle();
                                               });
                                             },
                                         .now =
                                             [weak, executor] {
                                               asio::post(executor, [weak] {
                                                 if (auto const self = weak.lock()) self->stop_now();
                                               });
                                             }});
  co_await session->run();
}

}  // namespace wsus::http
