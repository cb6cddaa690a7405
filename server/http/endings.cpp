// Ends of connections: see endings.hpp.
#include "server/http/endings.hpp"

#include "server/http/patience.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <array>

namespace wsus::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

/// Reads and drops until the peer's end.
asio::awaitable<void> drop_what_comes(PlainStream& stream) {
  stream.expires_never();
  std::array<char, 8192> scrap{};
  for (bool open = true; open;) {
    auto const [error, bytes] =
        co_await stream.async_read_some(asio::buffer(scrap), asio::as_tuple(asio::use_awaitable));
    open = !error;
  }
}

}  // namespace

void reset(PlainStream& stream) {
  boost::system::error_code ignored;
  stream.socket().set_option(asio::socket_base::linger(true, 0), ignored);
  stream.socket().close(ignored);
}

asio::awaitable<void> end_connection(PlainStream& stream, faults::Ending by, std::chrono::milliseconds patience) {
  boost::system::error_code ignored;
  if (by == faults::Ending::reset) {
    co_await wait_until_sent(stream, patience);
    reset(stream);
    co_return;
  }
  stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
  if (by == faults::Ending::half_close) co_await drop_what_comes(stream);
  stream.socket().close(ignored);
}

}  // namespace wsus::http
