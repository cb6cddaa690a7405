// A server for tests: a thread on a loopback port that plays a script and keeps what it was sent.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace wsus::transport::test {

/// What the server does with one connection: for each reply it reads one request, then writes the bytes; then it
/// closes, or holds the connection open until the peer closes.
struct ConnectionScript {
  std::vector<std::string> replies{};
  bool hold = false;
  bool read_one_more = false;  ///< reads a further request before it closes without an answer
};

/// A whole answer for a whole request.
using Respond = std::function<std::string(std::string const& request)>;

/// Plays its connections one after the other; further connections are closed at once.
/// Thread safety: requests() and accepted() may be called from any thread.
class ScriptedServer {
public:
  explicit ScriptedServer(std::vector<ConnectionScript> script);
  /// Answers every request of every connection with what `respond` makes of it. `respond` runs in the server's thread.
  explicit ScriptedServer(Respond respond);
  ~ScriptedServer();
  ScriptedServer(ScriptedServer const&) = delete;
  ScriptedServer& operator=(ScriptedServer const&) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] std::string url(std::string const& path = "/") const;
  /// Whole requests as received, in order.
  [[nodiscard]] std::vector<std::string> requests() const;
  [[nodiscard]] int accepted() const { return accepted_; }
  /// Waits until the script is played to its end.
  void wait_until_played();

private:
  void serve();
  void play(boost::asio::ip::tcp::socket& socket, ConnectionScript const& script);
  bool read_request(boost::asio::ip::tcp::socket& socket, std::string& buffer);

  void respond_to(boost::asio::ip::tcp::socket& socket);

  std::vector<ConnectionScript> script_;
  Respond respond_;
  boost::asio::io_context io_;
  boost::asio::ip::tcp::acceptor acceptor_;
  std::uint16_t port_ = 0;
  mutable std::mutex mutex_;
  std::vector<std::string> requests_;
  std::atomic<int> accepted_ = 0;
  std::atomic<bool> stopping_ = false;
  std::atomic<bool> played_ = false;
  std::thread thread_;
};

/// A whole HTTP answer with a Content-Length.
[[nodiscard]] std::string answer(std::string const& body, std::string const& extra_headers = "",
                                 std::string const& status = "200 OK");

}  // namespace wsus::transport::test
