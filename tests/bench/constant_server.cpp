// wsus-constant-server: reads each request whole with Beast and sends the same answer. compare.py measures beside it:
// what a server of our parts costs that does nothing. No timeouts, no logs; one coroutine a connection.
#include <CLI/CLI.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
using asio::ip::tcp;

constexpr auto as_tuple = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t body_limit = 30'000'000;

struct Settings {
  std::uint16_t port = 0;
  int threads = 1;
  unsigned status = 200;
  std::string body_file{};
  std::vector<std::string> headers{};  ///< "Name: value"
  std::string certificate{};           ///< PEM chain; empty: plain HTTP
  std::string key{};
};

std::string text_of(std::string const& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error(fmt::format("'{}' cannot be read", file));
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string answer_of(Settings const& settings) {
  auto const body = text_of(settings.body_file);
  auto const reason = bhttp::obsolete_reason(static_cast<bhttp::status>(settings.status));
  auto head = fmt::format("HTTP/1.1 {} {}\r\nContent-Length: {}\r\n", settings.status,
                          std::string_view(reason.data(), reason.size()), body.size());
  for (auto const& header : settings.headers) head += header + "\r\n";
  return head + "\r\n" + body;
}

template <typename Stream>
asio::awaitable<void> serve(Stream stream, std::string const& answer) {
  if constexpr (!std::is_same_v<Stream, beast::tcp_stream>) {
    auto const [failed] = co_await stream.async_handshake(asio::ssl::stream_base::server, as_tuple);
    if (failed) co_return;
  }
  beast::flat_buffer buffer;
  for (bool alive = true; alive;) {
    std::optional<bhttp::request_parser<bhttp::string_body>> parser;
    parser.emplace();
    parser->body_limit(body_limit);
    auto const [not_read, read] = co_await bhttp::async_read(stream, buffer, *parser, as_tuple);
    if (not_read) co_return;
    auto const [not_sent, sent] = co_await asio::async_write(stream, asio::buffer(answer), as_tuple);
    alive = !not_sent && parser->get().keep_alive();
  }
}

asio::awaitable<void> accept(tcp::acceptor& acceptor, asio::ssl::context* tls, std::string const& answer) {
  for (;;) {
    auto socket = co_await acceptor.async_accept(asio::use_awaitable);
    socket.set_option(tcp::no_delay(true));
    auto const executor = socket.get_executor();
    beast::tcp_stream plain(std::move(socket));
    if (tls == nullptr)
      asio::co_spawn(executor, serve(std::move(plain), answer), asio::detached);
    else
      asio::co_spawn(executor, serve(beast::ssl_stream<beast::tcp_stream>(std::move(plain), *tls), answer),
                     asio::detached);
  }
}

void run(Settings const& settings) {
  auto const answer = answer_of(settings);
  std::optional<asio::ssl::context> tls;
  if (!settings.certificate.empty()) {
    tls.emplace(asio::ssl::context::tls_server);
    tls->use_certificate_chain_file(settings.certificate);
    tls->use_private_key_file(settings.key, asio::ssl::context::pem);
  }
  asio::io_context io(settings.threads);
  tcp::acceptor acceptor(io, {asio::ip::address_v4::loopback(), settings.port});
  asio::co_spawn(io, accept(acceptor, tls ? &*tls : nullptr, answer), asio::detached);
  std::vector<std::jthread> threads;
  for (int i = 1; i < settings.threads; ++i) threads.emplace_back([&io] { io.run(); });
  io.run();
}

}  // namespace

int main(int argc, char** argv) {
  Settings settings;
  CLI::App app("Answers every request on 127.0.0.1 with the same bytes, until it is killed.", "wsus-constant-server");
  app.add_option("--port", settings.port)->required();
  app.add_option("--threads", settings.threads)->check(CLI::Range(1, 64))->capture_default_str();
  app.add_option("--status", settings.status)->check(CLI::Range(200U, 599U))->capture_default_str();
  app.add_option("--body", settings.body_file, "file with the body of the answer")->required();
  app.add_option("--header", settings.headers, "'Name: value' of the answer, any number of times");
  auto* const certificate = app.add_option("--certificate", settings.certificate, "PEM chain; HTTPS then");
  certificate->needs(app.add_option("--key", settings.key, "its PEM key"));
  CLI11_PARSE(app, argc, argv);
  try {
    run(settings);
    return 0;
  } catch (std::exception const& error) {
    fmt::print(stderr, "wsus-constant-server: {}\n", error.what());
    return 1;
  }
}
