// A TCP connection with a deadline that costs next to nothing to move.
#pragma once

#ifndef BOOST_ASIO_SEPARATE_COMPILATION
#error "link wsus_asio: two ways of compiling Asio in one program make two layouts of its classes"
#endif

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <memory>
#include <utility>

namespace wsus::http {

/// A stream for Asio and Beast. When its deadline passes the connection is closed, and what waits on it fails.
///
/// Each request moves the deadline two or three times, nearly always further away. So the timer that runs is left as it
/// is, looks at the deadline when it fires, and goes on to the new one; Beast's tcp_stream starts and cancels one for
/// every read and write. Thread safety: none; everything happens on the executor of the socket, a strand.
class TimedStream {
public:
  using Socket = boost::asio::ip::tcp::socket;
  using Clock = std::chrono::steady_clock;
  using executor_type = Socket::executor_type;
  using lowest_layer_type = Socket;

  /// Reads and writes of the socket itself do not block from here on.
  explicit TimedStream(Socket socket);
  ~TimedStream() = default;
  TimedStream(TimedStream&&) = default;
  TimedStream& operator=(TimedStream&&) = default;
  TimedStream(TimedStream const&) = delete;
  TimedStream& operator=(TimedStream const&) = delete;

  [[nodiscard]] executor_type get_executor() { return state_->socket.get_executor(); }
  [[nodiscard]] Socket& socket() { return state_->socket; }
  [[nodiscard]] Socket const& socket() const { return state_->socket; }
  [[nodiscard]] Socket& lowest_layer() { return state_->socket; }
  [[nodiscard]] Socket const& lowest_layer() const { return state_->socket; }

  void expires_after(Clock::duration time) { expires_at(Clock::now() + time); }
  void expires_at(Clock::time_point when);
  void expires_never() { state_->deadline = Clock::time_point::max(); }

  template <typename Buffers, typename Token>
  auto async_read_some(Buffers const& buffers, Token&& token) {
    return state_->socket.async_read_some(buffers, std::forward<Token>(token));
  }
  template <typename Buffers, typename Token>
  auto async_write_some(Buffers const& buffers, Token&& token) {
    return state_->socket.async_write_some(buffers, std::forward<Token>(token));
  }

private:
  struct State {
    explicit State(Socket s) : socket(std::move(s)), timer(socket.get_executor()) {}
    Socket socket;
    boost::asio::steady_timer timer;
    Clock::time_point deadline = Clock::time_point::max();
    Clock::time_point rings = Clock::time_point::max();  ///< when the timer fires; max: it does not run
  };
  static void wait(std::shared_ptr<State> const& state);

  std::shared_ptr<State> state_;  ///< a timer that is firing outlives the stream
};

}  // namespace wsus::http
