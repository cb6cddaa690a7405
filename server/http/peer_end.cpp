// Watching for a peer's end: see peer_end.hpp.
#include "server/http/peer_end.hpp"

#include <sys/epoll.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace wsus::http {

PeerEnd::PeerEnd(boost::asio::ip::tcp::socket& socket, std::function<void()> gone)
    : gone_(std::make_shared<std::function<void()>>(std::move(gone))), set_(socket.get_executor()) {
  int const set = ::epoll_create1(EPOLL_CLOEXEC);
  if (set < 0) throw std::system_error(errno, std::generic_category(), "watching a connection");
  set_.assign(set);
  epoll_event end{};
  end.events = EPOLLRDHUP;  // EPOLLERR and EPOLLHUP (a reset) are always told
  // A socket that cannot be watched is one that was closed: whoever closed it ends the wait.
  if (::epoll_ctl(set, EPOLL_CTL_ADD, socket.native_handle(), &end) != 0) return;
  set_.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                  [heard = gone_](boost::system::error_code const& error) {
                    if (error) return;
                    if (auto const call = std::exchange(*heard, {})) call();
                  });
}

PeerEnd::~PeerEnd() { *gone_ = {}; }

}  // namespace wsus::http
