// Clients that tell what came: see wire_client.hpp.
#include "tests/integration/server/wire_client.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <openssl/err.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <span>
#include <stdexcept>
#include <utility>

namespace wsus::http::test {
namespace {

[[noreturn]] void fail(std::string const& what) {
  throw std::runtime_error(what + ": " + std::strerror(errno));  // NOLINT: one thread
}

/// A descriptor with its owner.
class Handle {
public:
  explicit Handle(int number) : number_(number) {}
  ~Handle() { close(); }
  Handle(Handle const&) = delete;
  Handle& operator=(Handle const&) = delete;
  [[nodiscard]] int number() const { return number_; }
  void close() {
    if (number_ >= 0) ::close(std::exchange(number_, -1));
  }

private:
  int number_;
};

using Context = std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)>;
using Session = std::unique_ptr<SSL, decltype(&SSL_free)>;

int connected(std::uint16_t port) {
  int const number = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(number, reinterpret_cast<sockaddr const*>(&address), sizeof address) != 0) {
    ::close(number);
    fail("connect");
  }
  ::fcntl(number, F_SETFL, O_NONBLOCK);
  return number;
}

std::uint16_t port_of(int number) {
  sockaddr_in own{};
  socklen_t size = sizeof own;
  ::getsockname(number, reinterpret_cast<sockaddr*>(&own), &size);
  return ntohs(own.sin_port);
}

void wait_for(std::vector<pollfd> handles) {
  constexpr int guard = 20'000;
  if (::poll(handles.data(), handles.size(), guard) <= 0) throw std::runtime_error("nothing happens on the wire");
}

std::size_t length_in(std::string const& head) {
  static constexpr std::string_view name = "\r\nContent-Length: ";
  auto const at = head.find(name);
  return at == std::string::npos ? 0 : std::stoul(head.substr(at + name.size()));
}

}  // namespace

struct WireClient::State {
  State(std::uint16_t port, WireOptions opts)
      : options(std::move(opts)),
        socket(connected(port)),
        wire{.client = "127.0.0.1:" + std::to_string(port_of(socket.number())),
             .server = "127.0.0.1:" + std::to_string(port)} {
    if (options.over == Over::tls) shake_hands();
  }

  void shake_hands() {
    std::signal(SIGPIPE, SIG_IGN);
    context.reset(SSL_CTX_new(TLS_client_method()));
    if (options.configure) options.configure(context.get());
    session.reset(SSL_new(context.get()));
    SSL_set_fd(session.get(), socket.number());
    for (int done = SSL_connect(session.get()); done != 1; done = SSL_connect(session.get())) {
      auto const error = SSL_get_error(session.get(), done);
      if (error == SSL_ERROR_WANT_WRITE) continue;
      if (error != SSL_ERROR_WANT_READ) throw std::runtime_error("handshake: " + reason());
      if (!readable()) throw std::runtime_error("handshake: deadline");
    }
  }

  static std::string reason() {
    auto const code = ERR_get_error();
    ERR_clear_error();
    auto const* const text = code == 0 ? nullptr : ERR_reason_error_string(code);
    return text == nullptr ? std::strerror(errno) : text;  // NOLINT: one thread
  }

  /// Waits for bytes or the end; false when the deadline on the timeline came first.
  bool readable() {
    if (options.timeline == nullptr) {
      wait_for({{.fd = socket.number(), .events = POLLIN, .revents = 0}});
      return true;
    }
    auto const bell = std::make_shared<Handle>(::eventfd(0, EFD_CLOEXEC));
    wusp::Timeline::Running const running(*options.timeline);
    wusp::Timeline::Wait const wait(*options.timeline, wire, bytes_received(),
                                    options.timeline->now() + options.patience, [bell] {
                                      std::uint64_t const one = 1;
                                      [[maybe_unused]] auto const told = ::write(bell->number(), &one, sizeof one);
                                    });
    wait_for({{.fd = socket.number(), .events = POLLIN, .revents = 0},
              {.fd = bell->number(), .events = POLLIN, .revents = 0}});
    pollfd bytes{.fd = socket.number(), .events = POLLIN, .revents = 0};
    return ::poll(&bytes, 1, 0) == 1;
  }

  [[nodiscard]] std::uint64_t bytes_received() const {
    return session ? BIO_number_read(SSL_get_rbio(session.get())) : plain_received;
  }

  /// What there is, at most `buffer`; waits for the first byte. `none`: bytes came.
  End receive(std::span<char> buffer, std::size_t& count, bool raw) {
    for (;;) {
      auto const end = session && !raw ? receive_tls(buffer, count) : receive_plain(buffer, count);
      if (end) return *end;
      if (!readable()) return End::deadline;
    }
  }

  /// Empty: nothing there yet.
  std::optional<End> receive_plain(std::span<char> buffer, std::size_t& count) {
    auto const got = ::recv(socket.number(), buffer.data(), buffer.size(), 0);
    if (got == 0) return End::fin;
    if (got < 0 && errno == ECONNRESET) return End::reset;
    if (got < 0 && errno == EAGAIN) return std::nullopt;
    if (got < 0) fail("recv");
    count = static_cast<std::size_t>(got);
    plain_received += count;
    return End::none;
  }

  [[nodiscard]] std::optional<End> receive_tls(std::span<char> buffer, std::size_t& count) const {
    errno = 0;
    int const got = SSL_read(session.get(), buffer.data(), static_cast<int>(buffer.size()));
    if (got > 0) {
      count = static_cast<std::size_t>(got);
      return End::none;
    }
    auto const error = SSL_get_error(session.get(), got);
    if (error == SSL_ERROR_WANT_READ) return std::nullopt;
    if (error == SSL_ERROR_ZERO_RETURN) return End::close_notify;
    if (error == SSL_ERROR_SYSCALL && errno == ECONNRESET) return End::reset;
    auto const code = ERR_get_error();
    ERR_clear_error();
    if (ERR_GET_REASON(code) == SSL_R_UNEXPECTED_EOF_WHILE_READING) return End::fin;
    throw std::runtime_error(std::string("read: ") + ERR_reason_error_string(code));
  }

  Read read(std::size_t most, bool raw) {
    Read read;
    std::array<char, 65'536> buffer{};
    while (read.bytes.size() < most && read.end == End::none) {
      std::size_t count = 0;
      read.end = receive(std::span(buffer).first(std::min(buffer.size(), most - read.bytes.size())), count, raw);
      if (read.end != End::none) break;
      read.bytes.append(buffer.data(), count);
      read.pieces.push_back(count);
    }
    return read;
  }

  WireOptions const options;
  Context context{nullptr, SSL_CTX_free};
  Session session{nullptr, SSL_free};
  Handle socket;
  wusp::WireId const wire;
  std::uint64_t plain_received = 0;
};

WireClient::WireClient(std::uint16_t port, WireOptions options)
    : state_(std::make_unique<State>(port, std::move(options))) {}
WireClient::~WireClient() = default;

void WireClient::send(std::string_view bytes) {
  if (!state_->session) {
    if (!send_raw(bytes)) throw std::runtime_error("send: the connection was reset");
    return;
  }
  if (SSL_write(state_->session.get(), bytes.data(), static_cast<int>(bytes.size())) <= 0)
    throw std::runtime_error("send: " + State::reason());
}

bool WireClient::send_raw(std::string_view bytes) {
  while (!bytes.empty()) {
    auto const sent = ::send(state_->socket.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && (errno == EPIPE || errno == ECONNRESET)) return false;
    if (sent < 0 && errno != EAGAIN) fail("send");
    if (sent < 0) wait_for({{.fd = state_->socket.number(), .events = POLLOUT, .revents = 0}});
    if (sent > 0) bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

Read WireClient::read(std::size_t count) { return state_->read(count, false); }

Read WireClient::read_to_end() { return state_->read(std::string::npos, false); }

Read WireClient::read_raw_to_end() { return state_->read(std::string::npos, true); }

Read WireClient::read_reply() {
  Read reply;
  while (reply.bytes.find("\r\n\r\n") == std::string::npos && reply.end == End::none) {
    auto const next = state_->read(1, false);
    reply.bytes += next.bytes;
    reply.end = next.end;
  }
  if (reply.end != End::none) return reply;
  auto const body = state_->read(length_in(reply.bytes), false);
  reply.bytes += body.bytes;
  reply.end = body.end;
  return reply;
}

void WireClient::close() { state_->socket.close(); }

std::uint16_t WireClient::own_port() const { return port_of(state_->socket.number()); }

}  // namespace wsus::http::test
