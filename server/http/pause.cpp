// Deliberate waits: see pause.hpp.
#include "server/http/pause.hpp"

#include "server/http/peer_end.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace wsus::http {

namespace asio = boost::asio;

Pause::Pause(Waits& waits, Socket::executor_type const& executor) : waits_(waits), over_(executor) {}

asio::awaitable<Waited> Pause::wait(Socket& socket, WaitPlace place, std::optional<std::chrono::milliseconds> lasting) {
  if (stopped_) co_return Waited::stopped;
  how_.reset();
  over_.expires_at(asio::steady_timer::time_point::max());
  // Neither calls before this coroutine has come to its wait: both post to the strand that it runs on.
  PeerEnd const peer(socket, [this] { end(Waited::peer_gone); });
  auto const running = waits_.begin(socket.get_executor(), place, lasting, [this] { end(Waited::elapsed); });
  while (!how_) co_await over_.async_wait(asio::as_tuple(asio::use_awaitable));
  co_return *how_;
}

void Pause::stop() {
  stopped_ = true;
  end(Waited::stopped);
}

void Pause::end(Waited how) {
  if (how_) return;
  how_ = how;
  over_.cancel();
}

}  // namespace wsus::http
