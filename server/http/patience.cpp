// Waiting for peers: see patience.hpp.
#include "server/http/patience.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <linux/sockios.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

namespace wsus::http {

namespace asio = boost::asio;

asio::awaitable<bool> wait_until_writable(PlainStream& stream, std::chrono::milliseconds patience) {
  using asio::experimental::awaitable_operators::operator||;
  constexpr auto as_tuple = asio::as_tuple(asio::use_awaitable);
  asio::steady_timer timer(stream.get_executor(), patience);
  auto const first =
      co_await (stream.socket().async_wait(asio::socket_base::wait_write, as_tuple) || timer.async_wait(as_tuple));
  if (first.index() != 0) co_return false;
  co_return !std::get<0>(std::get<0>(first));
}

asio::awaitable<bool> wait_until_sent(PlainStream& stream, std::chrono::milliseconds patience) {
  // With this mark a socket becomes writable when nothing is left unsent. Whether it was that which woke us, and no
  // event from before, the count tells.
  int const mark = 1;
  auto const handle = stream.socket().native_handle();
  ::setsockopt(handle, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &mark, sizeof mark);
  bool taken = true;
  for (int unsent = 1; taken && unsent > 0;) {
    taken = co_await wait_until_writable(stream, patience);
    if (::ioctl(handle, SIOCOUTQNSD, &unsent) != 0) unsent = 0;
  }
  co_return taken;
}

}  // namespace wsus::http
