// The deliberate waits of one connection. Internal to this room.
#pragma once

#include "server/http/waits.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <optional>

namespace wsus::http {

enum class Waited { elapsed, peer_gone, stopped, woken };

/// Everything happens on the executor of the socket, a strand. Lifetime: `waits` must outlive this, and so must the
/// socket that a wait is given.
class Pause {
public:
  using Socket = boost::asio::ip::tcp::socket;

  Pause(Waits& waits, Socket::executor_type const& executor);

  /// Waits so long (empty: for good), unless the peer closes its side of the connection or stop() is called. Reads
  /// nothing. One wait at a time.
  boost::asio::awaitable<Waited> wait(Socket& socket, WaitPlace place,
                                      std::optional<std::chrono::milliseconds> lasting);
  /// Ends the wait under way and every later one at once.
  void stop();
  /// Ends the wait under way: what was waited for has come.
  void wake() { end(Waited::woken); }

private:
  void end(Waited how);

  Waits& waits_;
  boost::asio::steady_timer over_;  ///< never expires: it is cancelled when the wait is over
  std::optional<Waited> how_{};
  bool stopped_ = false;
};

}  // namespace wsus::http
