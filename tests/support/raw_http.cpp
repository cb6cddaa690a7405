// Raw HTTP over a blocking socket: see raw_http.hpp.
#include "tests/support/raw_http.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <fmt/format.h>

#include <charconv>
#include <stdexcept>
#include <utility>

namespace wsus::test {
namespace asio = boost::asio;

struct RawConnection::State {
  asio::io_context io;
  asio::ip::tcp::socket socket{io};
  std::string buffer;
};

std::string RawReply::header(std::string_view name) const {
  auto const key = fmt::format("\r\n{}: ", name);
  auto const at = head.find(key);
  if (at == std::string::npos) return {};
  auto const begin = at + key.size();
  return head.substr(begin, head.find("\r\n", begin) - begin);
}

RawConnection::RawConnection(std::uint16_t port) : state_(std::make_unique<State>()) {
  boost::system::error_code error;
  state_->socket.connect({asio::ip::address_v4::loopback(), port}, error);
  if (error) throw std::runtime_error(fmt::format("connect to port {}: {}", port, error.message()));
}

RawConnection::~RawConnection() = default;

void RawConnection::send(std::string_view bytes) {
  boost::system::error_code error;
  asio::write(state_->socket, asio::buffer(bytes), error);
  if (error) throw std::runtime_error("write: " + error.message());
}

RawReply RawConnection::read_reply(bool head_only) {
  RawReply reply;
  boost::system::error_code error;
  auto& buffer = state_->buffer;
  auto const head_end = asio::read_until(state_->socket, asio::dynamic_buffer(buffer), "\r\n\r\n", error);
  if (error) return reply;
  reply.head = buffer.substr(0, head_end - 4);
  buffer.erase(0, head_end);
  std::from_chars(reply.head.data() + 9, reply.head.data() + 12, reply.status);
  std::size_t length = 0;
  auto const text = reply.header("Content-Length");
  std::from_chars(text.data(), text.data() + text.size(), length);
  if (head_only) return reply;
  if (buffer.size() < length)
    asio::read(state_->socket, asio::dynamic_buffer(buffer), asio::transfer_exactly(length - buffer.size()), error);
  reply.body = buffer.substr(0, length);
  buffer.erase(0, reply.body.size());
  return reply;
}

std::string RawConnection::read_until(std::string_view end) {
  boost::system::error_code error;
  auto& buffer = state_->buffer;
  auto const size = asio::read_until(state_->socket, asio::dynamic_buffer(buffer), end, error);
  if (error) return std::exchange(buffer, {});
  auto text = buffer.substr(0, size);
  buffer.erase(0, size);
  return text;
}

std::string RawConnection::read_to_end() {
  boost::system::error_code error;
  asio::read(state_->socket, asio::dynamic_buffer(state_->buffer), error);
  return std::exchange(state_->buffer, {});
}

void RawConnection::close() {
  boost::system::error_code ignored;
  state_->socket.close(ignored);
}

std::string to_bytes(RawRequest const& request, std::uint16_t port) {
  std::string bytes = fmt::format("{} {} HTTP/1.1\r\n", request.method, request.target);
  if (!request.content_type.empty()) bytes += fmt::format("Content-Type: {}\r\n", request.content_type);
  if (!request.soap_action.empty()) bytes += fmt::format("SOAPAction: {}\r\n", request.soap_action);
  bytes += request.extra_headers;
  bytes += fmt::format("Content-Length: {}\r\nHost: 127.0.0.1:{}\r\n\r\n{}", request.body.size(), port, request.body);
  return bytes;
}

RawReply exchange(std::uint16_t port, RawRequest const& request) {
  RawConnection connection(port);
  connection.send(to_bytes(request, port));
  return connection.read_reply(request.method == "HEAD");
}

}  // namespace wsus::test
