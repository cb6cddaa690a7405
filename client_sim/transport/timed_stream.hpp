// A TCP connection that counts what it receives and whose waits have a deadline, in real or virtual time. A stream for
// Beast and for Asio's TLS. Private to client_sim/transport.
#pragma once

#include "client_sim/transport/waits.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/compose.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/error.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace wsus::transport {

/// Nothing is awaited as long as the system has bytes, or room for them: a wait begins where one would block. One that
/// passes its deadline ends with beast::error::timeout. Thread safety: none. Lifetime: io and waits outlive it.
class TimedStream {
public:
  using Socket = boost::asio::ip::tcp::socket;
  using Endpoints = std::vector<boost::asio::ip::tcp::endpoint>;
  using executor_type = Socket::executor_type;
  using lowest_layer_type = Socket;
  using Error = boost::system::error_code;

  TimedStream(boost::asio::io_context& io, Waits& waits) : waits_(waits), socket_(io) {}
  TimedStream(TimedStream const&) = delete;
  TimedStream& operator=(TimedStream const&) = delete;
  ~TimedStream() = default;

  [[nodiscard]] executor_type get_executor() { return socket_.get_executor(); }
  [[nodiscard]] Socket& lowest_layer() { return socket_; }
  [[nodiscard]] Socket const& lowest_layer() const { return socket_; }
  [[nodiscard]] Socket& socket() { return socket_; }
  [[nodiscard]] Waits& waits() { return waits_; }

  /// One after the other until one takes the connection. Real time; once per stream.
  [[nodiscard]] boost::asio::awaitable<Error> connect(Endpoints endpoints, std::chrono::milliseconds timeout);
  /// Of all waits from now on: one deadline for them, or a new one for each, and one for all.
  void expires_at(wusp::Ticks when) {
    until_ = when;
    each_.reset();
  }
  void expires_after(std::chrono::milliseconds time) { expires_at(waits_.now() + time); }
  void each_expires_after(std::chrono::milliseconds time, wusp::Ticks all = wusp::Ticks::max()) {
    each_ = time;
    until_ = all;
  }

  template <typename Buffers, typename Token>
  auto async_read_some(Buffers const& buffers, Token&& token) {
    auto const read = [this, buffers](Error& error) {
      auto const bytes = socket_.read_some(buffers, error);
      received_ += bytes;
      return bytes;
    };
    return transfer(Socket::wait_read, read, std::forward<Token>(token));
  }
  template <typename Buffers, typename Token>
  auto async_write_some(Buffers const& buffers, Token&& token) {
    auto const write = [this, buffers](Error& error) { return socket_.write_some(buffers, error); };
    return transfer(Socket::wait_write, write, std::forward<Token>(token));
  }

private:
  /// Tries, waits until the socket can, tries again.
  template <typename Try>
  struct Transfer {
    TimedStream& stream;
    Socket::wait_type type{};
    Try attempt;
    enum class Stage { starting, waiting, done } stage = Stage::starting;
    Error error{};
    std::size_t bytes = 0;

    template <typename Self>
    void operator()(Self& self, Error waited = {}) {
      if (stage == Stage::done) return self.complete(error, bytes);
      bool const started = stage == Stage::waiting;
      if (started) stream.end_wait();
      error = waited;
      if (!waited || stream.expired_) {
        error.clear();
        bytes = attempt(error);
      }
      if (error != boost::asio::error::would_block) return finish(self, started);
      if (stream.expired_) {
        error = boost::beast::error::timeout;
        return finish(self, started);
      }
      stage = Stage::waiting;
      stream.begin_wait();
      stream.socket_.async_wait(type, std::move(self));
    }
    /// An operation must not end inside the call that starts it.
    template <typename Self>
    void finish(Self& self, bool started) {
      stage = Stage::done;
      if (started) return self.complete(error, bytes);
      auto const executor = stream.get_executor();
      boost::asio::post(executor, std::move(self));
    }
  };

  template <typename Try, typename Token>
  auto transfer(Socket::wait_type type, Try attempt, Token&& token) {
    expired_ = false;
    return boost::asio::async_compose<Token, void(Error, std::size_t)>(Transfer<Try>{*this, type, std::move(attempt)},
                                                                       token, socket_);
  }

  void begin_wait();
  void end_wait() { wait_.reset(); }
  void expire();

  Waits& waits_;
  Socket socket_;
  wusp::WireId wire_{};
  std::uint64_t received_ = 0;
  wusp::Ticks until_{};
  std::optional<std::chrono::milliseconds> each_{};
  bool expired_ = false;
  std::unique_ptr<Waits::Running> wait_{};
};

}  // namespace wsus::transport
