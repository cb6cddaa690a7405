// Runs coroutines to their end: see http_session.hpp.
#include "client_sim/transport/http_session.hpp"

#include <boost/asio/co_spawn.hpp>
#include <exception>
#include <utility>

namespace wsus::transport {

HttpSession::HttpSession(HttpOptions given, Router way) : options(std::move(given)), router(std::move(way)) {}

void HttpSession::run_all(std::vector<boost::asio::awaitable<void>> work, std::function<void()> const& stop) {
  std::exception_ptr thrown;
  auto const ended = [&](std::exception_ptr error) {
    if (!error || thrown) return;
    thrown = std::move(error);
    stop();
  };
  io.restart();
  for (auto& each : work) boost::asio::co_spawn(io, std::move(each), ended);
  io.run();
  if (thrown) std::rethrow_exception(thrown);
}

void HttpSession::run_one(boost::asio::awaitable<void> work) {
  std::vector<boost::asio::awaitable<void>> one;
  one.push_back(std::move(work));
  run_all(std::move(one), [this] { connection.close(); });  // it may be in the middle of an exchange
}

}  // namespace wsus::transport
