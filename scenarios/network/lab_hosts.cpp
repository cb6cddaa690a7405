// Serving of hosts: see lab_hosts.hpp.
#include "scenarios/network/lab_hosts.hpp"

#include "scenarios/network/host_answer.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <fmt/format.h>

#include <chrono>
#include <stdexcept>
#include <thread>
#include <utility>

namespace wsus::lab {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;

constexpr auto as_tuple = asio::as_tuple(asio::use_awaitable);
constexpr std::chrono::seconds patience{30};
constexpr std::chrono::milliseconds accept_pause{50};
constexpr std::size_t first_host_number = 11;
constexpr std::uint64_t largest_body = 64U << 20U;

/// Who is where for a host that passes requests on; fixed when the world starts.
struct Map {
  machine::DnsZone dns{};
  std::map<machine::Endpoint, machine::Endpoint> listeners{};

  [[nodiscard]] std::optional<machine::Endpoint> find(Destination const& wanted) const {
    auto const* const record = dns.find(wanted.host);
    auto const& address = record != nullptr ? record->address : wanted.host;
    auto const found = listeners.find({.address = address, .port = wanted.port});
    return found == listeners.end() ? std::nullopt : std::optional(found->second);
  }
};

Response answer_with(unsigned status, std::string body) {
  Response response;
  response.version(11);
  response.result(status);
  response.set(http::field::content_type, "text/html");
  response.body() = std::move(body);
  return response;
}

Response redirect(scenario::HostSpec const& host, Destination const& asked) {
  auto const location = location_of(host, asked);
  auto response =
      answer_with(host.status, fmt::format("<html><body>Moved to <a href=\"{0}\">{0}</a></body></html>\n", location));
  response.set(http::field::location, location);
  return response;
}

Response bad_gateway(std::string_view why) {
  return answer_with(502, fmt::format("<html><body>502 Bad Gateway: {}</body></html>\n", why));
}

/// One request and its answer over a connection of its own.
asio::awaitable<Response> pass_on(Map const& map, machine::Endpoint const& own, Request request,
                                  Destination const& wanted) {
  auto const listener = map.find(wanted);
  if (listener == own) co_return bad_gateway("the request is for this host itself");  // it would ask itself for ever
  if (!listener) co_return bad_gateway(fmt::format("nobody listens at {}:{}", wanted.host, wanted.port));
  beast::tcp_stream stream(co_await asio::this_coro::executor);
  stream.expires_after(patience);
  auto [connect_error] =
      co_await stream.async_connect(tcp::endpoint(asio::ip::make_address(listener->address), listener->port), as_tuple);
  if (connect_error) co_return bad_gateway(connect_error.message());

  request.target(wanted.target);
  request.erase("Proxy-Connection");
  request.keep_alive(false);
  auto [write_error, written] = co_await http::async_write(stream, request, as_tuple);
  if (write_error) co_return bad_gateway(write_error.message());
  beast::flat_buffer buffer;
  http::response_parser<http::string_body> parser;
  parser.body_limit(largest_body);
  parser.skip(request.method() == http::verb::head);  // a length, but no body
  auto [read_error, read] = co_await http::async_read(stream, buffer, parser, as_tuple);
  if (read_error) co_return bad_gateway(read_error.message());
  auto response = parser.release();
  response.erase(http::field::connection);
  co_return response;
}

/// `own`: where this host listens.
asio::awaitable<Response> answer_of(scenario::HostSpec const& host, Map const& map, machine::Endpoint const& own,
                                    Request request) {
  auto const target = request.target();
  auto const name = request[http::field::host];
  auto const asked = destination_of({target.data(), target.size()}, {name.data(), name.size()});
  if (!asked) co_return answer_with(400, "<html><body>400 Bad Request: no host</body></html>\n");
  if (host.answer == scenario::HostSpec::Answer::redirect) co_return redirect(host, *asked);
  co_return co_await pass_on(map, own, std::move(request), *asked);
}

asio::awaitable<void> session(tcp::socket socket, machine::Endpoint own, scenario::HostSpec const& host,
                              Map const& map) {
  beast::tcp_stream stream(std::move(socket));
  beast::flat_buffer buffer;
  for (;;) {
    stream.expires_after(patience);
    http::request_parser<http::string_body> parser;
    parser.body_limit(largest_body);
    auto [read_error, read] = co_await http::async_read(stream, buffer, parser, as_tuple);
    if (read_error) break;
    bool const keep_alive = parser.get().keep_alive();
    bool const head_only = parser.get().method() == http::verb::head;
    auto response = co_await answer_of(host, map, own, parser.release());
    response.keep_alive(keep_alive);
    // The length in the answer to HEAD is that of the body that GET would get.
    if (!head_only || !response.has_content_length()) response.prepare_payload();
    if (head_only) response.body().clear();
    stream.expires_after(patience);
    auto [write_error, written] = co_await http::async_write(stream, response, as_tuple);
    if (write_error || !keep_alive) break;
  }
  beast::error_code ignored;
  stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
}

}  // namespace

std::string address_of_host(std::size_t position) { return fmt::format("127.8.53.{}", first_host_number + position); }

struct LabHosts::State {
  /// `acceptor` is bound; it listens unless the host answers nothing.
  struct Host {
    scenario::HostSpec spec{};
    tcp::acceptor acceptor;
    machine::Endpoint listener{};
  };

  asio::io_context io{1};
  std::vector<std::unique_ptr<Host>> hosts{};
  Map map{};
  std::thread thread{};

  machine::Endpoint open(scenario::HostSpec const& spec, std::string const& address);
  asio::awaitable<void> accept(Host& host);
};

machine::Endpoint LabHosts::State::open(scenario::HostSpec const& spec, std::string const& address) {
  auto& host = *hosts.emplace_back(std::make_unique<Host>(Host{spec, tcp::acceptor(io), {}}));
  try {
    tcp::endpoint const endpoint(asio::ip::make_address(address), 0);
    host.acceptor.open(endpoint.protocol());
    host.acceptor.bind(endpoint);
    // A bound socket that does not listen refuses connections, and keeps the port from anybody else.
    if (spec.answer != scenario::HostSpec::Answer::nothing) host.acceptor.listen();
    host.listener = {.address = address, .port = host.acceptor.local_endpoint().port()};
    return host.listener;
  } catch (boost::system::system_error const& error) {
    throw std::runtime_error(fmt::format("host {}: cannot listen at {}: {}", spec.name, address, error.what()));
  }
}

asio::awaitable<void> LabHosts::State::accept(Host& host) {
  for (;;) {
    auto [error, socket] = co_await host.acceptor.async_accept(as_tuple);
    if (error) {  // out of descriptors, most likely: accepting again at once would spin
      asio::steady_timer pause(io, accept_pause);
      co_await pause.async_wait(as_tuple);
      continue;
    }
    asio::co_spawn(io, session(std::move(socket), host.listener, host.spec, map), asio::detached);
  }
}

LabHosts::LabHosts(std::vector<scenario::HostSpec> const& hosts, machine::LabNetwork& network)
    : state_(std::make_unique<State>()) {
  if (hosts.size() > 255 - first_host_number) throw std::runtime_error("a world has room for 244 hosts");
  for (std::size_t i = 0; i < hosts.size(); ++i) {
    auto const address = address_of_host(i);
    network.dns.set(hosts[i].name, {.address = address});
    network.listeners[{.address = address, .port = hosts[i].port}] = state_->open(hosts[i], address);
  }
  if (hosts.empty()) return;
  state_->map = {.dns = network.dns, .listeners = network.listeners};
  for (auto const& host : state_->hosts) {
    if (host->spec.answer != scenario::HostSpec::Answer::nothing)
      asio::co_spawn(state_->io, state_->accept(*host), asio::detached);
  }
  state_->thread = std::thread([this] { state_->io.run(); });
}

LabHosts::~LabHosts() {
  state_->io.stop();
  if (state_->thread.joinable()) state_->thread.join();
}

}  // namespace wsus::lab
