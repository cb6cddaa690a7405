// Sessions as coroutines on one thread: see canned_server.hpp.
#include "tests/support/canned_server.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/string.hpp>
#include <fmt/format.h>

#include <mutex>
#include <thread>
#include <utility>

namespace wsus::test {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

std::string CannedRequest::method() const { return head.substr(0, head.find(' ')); }

std::string CannedRequest::target() const {
  auto const begin = head.find(' ') + 1;
  return head.substr(begin, head.find(' ', begin) - begin);
}

std::string CannedRequest::header(std::string_view name) const {
  for (auto line = head.find("\r\n"); line != std::string::npos; line = head.find("\r\n", line + 2)) {
    auto const begin = line + 2;
    auto const colon = head.find(':', begin);
    if (colon == std::string::npos) break;
    if (!boost::beast::iequals(std::string_view(head).substr(begin, colon - begin), name)) continue;
    auto const value = head.find_first_not_of(' ', colon + 1);
    return head.substr(value, head.find("\r\n", value) - value);
  }
  return {};
}

struct CannedServer::State {
  State(CannedResponder responder, std::size_t gather_count) : respond(std::move(responder)), gather(gather_count) {}

  asio::awaitable<void> accept_all();
  asio::awaitable<void> serve(tcp::socket socket);
  asio::awaitable<bool> read(tcp::socket& socket, std::string& buffer, CannedRequest& request);
  asio::awaitable<void> wait_for_others();
  asio::awaitable<void> wait_for_a_close(std::size_t seen);
  void release() { gate.cancel(); }

  CannedResponder respond;
  std::size_t gather;
  asio::io_context io{1};
  tcp::acceptor acceptor{io, tcp::endpoint(asio::ip::address_v4::loopback(), 0)};
  std::uint16_t port = acceptor.local_endpoint().port();
  asio::steady_timer gate{io, asio::steady_timer::time_point::max()};
  std::size_t waiting = 0;     ///< requests whose answers are held back
  std::size_t round = 0;       ///< of gathered answers
  std::size_t closed = 0;      ///< connections that clients have closed
  mutable std::mutex mutex{};  ///< of what follows
  std::vector<CannedRequest> requests{};
  std::size_t connections = 0;
  std::thread thread{};
};

asio::awaitable<void> CannedServer::State::accept_all() {
  for (;;) {
    error_code ec;
    auto socket = co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, ec));
    if (ec) co_return;
    {
      std::scoped_lock const lock(mutex);
      ++connections;
    }
    asio::co_spawn(io, serve(std::move(socket)), asio::detached);
  }
}

asio::awaitable<bool> CannedServer::State::read(tcp::socket& socket, std::string& buffer, CannedRequest& request) {
  error_code ec;
  auto const head = co_await asio::async_read_until(socket, asio::dynamic_buffer(buffer), "\r\n\r\n",
                                                    asio::redirect_error(asio::use_awaitable, ec));
  if (ec) co_return false;
  request.head = buffer.substr(0, head);
  auto const length = request.header("Content-Length");
  auto const whole = head + (length.empty() ? 0 : std::stoul(length));
  if (buffer.size() < whole)
    co_await asio::async_read(socket, asio::dynamic_buffer(buffer), asio::transfer_exactly(whole - buffer.size()),
                              asio::redirect_error(asio::use_awaitable, ec));
  if (ec) co_return false;
  request.body = buffer.substr(head, whole - head);
  buffer.erase(0, whole);
  std::scoped_lock const lock(mutex);
  requests.push_back(request);
  co_return true;
}

asio::awaitable<void> CannedServer::State::wait_for_others() {
  auto const mine = round;
  if (++waiting >= gather) {
    waiting = 0;
    ++round;
    release();
  }
  error_code ignored;
  while (round == mine) co_await gate.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

asio::awaitable<void> CannedServer::State::wait_for_a_close(std::size_t seen) {
  error_code ignored;
  while (closed == seen) co_await gate.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

asio::awaitable<void> CannedServer::State::serve(tcp::socket socket) {
  std::string buffer;
  CannedRequest request;
  for (;;) {
    bool const got = co_await read(socket, buffer, request);
    if (!got) break;
    auto const seen = closed;
    auto const reply = respond(request);
    co_await wait_for_others();
    if (reply.after_a_close) co_await wait_for_a_close(seen);
    error_code ec;
    co_await asio::async_write(socket, asio::buffer(reply.bytes), asio::redirect_error(asio::use_awaitable, ec));
    if (ec) break;
    if (reply.close) {
      socket.shutdown(tcp::socket::shutdown_both, ec);
      co_return;
    }
  }
  ++closed;
  release();
}

CannedServer::CannedServer(CannedResponder respond, std::size_t gather)
    : state_(std::make_unique<State>(std::move(respond), gather)) {
  asio::co_spawn(state_->io, state_->accept_all(), asio::detached);
  state_->thread = std::thread([state = state_.get()] { state->io.run(); });
}

CannedServer::~CannedServer() {
  state_->io.stop();
  state_->thread.join();
}

std::uint16_t CannedServer::port() const { return state_->port; }

std::string CannedServer::url(std::string_view path) const {
  return fmt::format("http://127.0.0.1:{}{}", state_->port, path);
}

std::vector<CannedRequest> CannedServer::requests() const {
  std::scoped_lock const lock(state_->mutex);
  return state_->requests;
}

std::size_t CannedServer::connections() const {
  std::scoped_lock const lock(state_->mutex);
  return state_->connections;
}

std::string canned_answer(std::string_view status, std::string_view headers, std::string_view body) {
  return fmt::format("HTTP/1.1 {}\r\n{}Content-Length: {}\r\n\r\n{}", status, headers, body.size(), body);
}

}  // namespace wsus::test
