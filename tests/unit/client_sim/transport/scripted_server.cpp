// Plays scripts on blocking sockets in a thread of its own.
#include "tests/unit/client_sim/transport/scripted_server.hpp"

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <fmt/format.h>

namespace wsus::transport::test {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

ScriptedServer::ScriptedServer(std::vector<ConnectionScript> script)
    : script_(std::move(script)),
      acceptor_(io_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)),
      port_(acceptor_.local_endpoint().port()),
      thread_([this] { serve(); }) {}

ScriptedServer::ScriptedServer(Respond respond)
    : respond_(std::move(respond)),
      acceptor_(io_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)),
      port_(acceptor_.local_endpoint().port()),
      thread_([this] { serve(); }) {}

ScriptedServer::~ScriptedServer() {
  stopping_ = true;
  error_code ec;
  asio::io_context io;
  tcp::socket(io).connect({asio::ip::address_v4::loopback(), port_}, ec);  // wakes the accept
  thread_.join();
}

std::string ScriptedServer::url(std::string const& path) const {
  return fmt::format("http://127.0.0.1:{}{}", port_, path);
}

std::vector<std::string> ScriptedServer::requests() const {
  std::scoped_lock lock(mutex_);
  return requests_;
}

void ScriptedServer::wait_until_played() { played_.wait(false); }

void ScriptedServer::serve() {
  for (auto const& script : script_) {
    tcp::socket socket(io_);
    error_code ec;
    acceptor_.accept(socket, ec);
    if (ec || stopping_) break;
    ++accepted_;
    play(socket, script);
  }
  played_ = true;
  played_.notify_all();
  while (!stopping_) {
    error_code ec;
    tcp::socket socket(io_);
    acceptor_.accept(socket, ec);
    if (stopping_) break;
    ++accepted_;
    if (respond_) respond_to(socket);
  }
}

void ScriptedServer::play(tcp::socket& socket, ConnectionScript const& script) {
  std::string buffer;
  error_code ec;
  for (auto const& reply : script.replies) {
    if (!read_request(socket, buffer)) return;
    asio::write(socket, asio::buffer(reply), ec);
  }
  if (script.read_one_more) read_request(socket, buffer);
  if (!script.hold) {
    socket.shutdown(tcp::socket::shutdown_both, ec);
    return;
  }
  std::array<char, 1024> rest{};
  while (!ec) socket.read_some(asio::buffer(rest), ec);
}

void ScriptedServer::respond_to(tcp::socket& socket) {
  std::string buffer;
  error_code ec;
  while (!ec && read_request(socket, buffer)) asio::write(socket, asio::buffer(respond_(requests().back())), ec);
}

bool ScriptedServer::read_request(tcp::socket& socket, std::string& buffer) {
  error_code ec;
  auto const head = asio::read_until(socket, asio::dynamic_buffer(buffer), "\r\n\r\n", ec);
  if (ec) return false;
  constexpr std::string_view length_name = "Content-Length: ";
  auto const at = buffer.find(length_name);
  std::size_t const length = at < head ? std::stoul(buffer.substr(at + length_name.size())) : 0;
  auto const whole = head + length;
  if (buffer.size() < whole)
    asio::read(socket, asio::dynamic_buffer(buffer), asio::transfer_exactly(whole - buffer.size()), ec);
  std::scoped_lock lock(mutex_);
  requests_.push_back(buffer.substr(0, whole));
  buffer.erase(0, whole);
  return !ec;
}

std::string answer(std::string const& body, std::string const& extra_headers, std::string const& status) {
  return fmt::format("HTTP/1.1 {}\r\nContent-Type: text/xml; charset=utf-8\r\n{}Content-Length: {}\r\n\r\n{}", status,
                     extra_headers, body.size(), body);
}

}  // namespace wsus::transport::test
