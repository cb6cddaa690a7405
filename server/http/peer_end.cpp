// Watching for a peer's end: see peer_end.hpp.
#include "server/http/peer_end.hpp"

#include <boost/asio/posix/stream_descriptor.hpp>

#include <sys/epoll.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace wsus::http {

/// Kept by its own wait, too, whose handler may run when the PeerEnd is no more.
struct PeerEnd::Watch : std::enable_shared_from_this<Watch> {
  Watch(boost::asio::ip::tcp::socket::executor_type const& executor, std::function<void()> then)
      : set(executor), gone(std::move(then)) {}

  /// Asio gives the place of a closed descriptor to a new one, and an event of the old one that is on its way then
  /// arrives for the new one. Reads and writes find nothing to do; a wait ends. So the set itself is asked.
  [[nodiscard]] bool has_ended() {
    epoll_event end{};
    return ::epoll_wait(set.native_handle(), &end, 1, 0) > 0;
  }

  void listen() {
    set.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                   [self = shared_from_this()](boost::system::error_code const& error) {
                     if (error || !self->gone) return;
                     if (self->has_ended())
                       std::exchange(self->gone, {})();
                     else
                       self->listen();  // what happens meanwhile is not missed: a new wait looks at what is there
                   });
  }

  boost::asio::posix::stream_descriptor set;
  std::function<void()> gone;  ///< empty: told, or nobody wants to know any more
};

PeerEnd::PeerEnd(boost::asio::ip::tcp::socket& socket, std::function<void()> gone)
    : watch_(std::make_shared<Watch>(socket.get_executor(), std::move(gone))) {
  int const set = ::epoll_create1(EPOLL_CLOEXEC);
  if (set < 0) throw std::system_error(errno, std::generic_category(), "watching a connection");
  watch_->set.assign(set);
  epoll_event end{};
  end.events = EPOLLRDHUP;  // EPOLLERR and EPOLLHUP (a reset) are always told
  // A socket that cannot be watched is one that was closed: whoever closed it ends the wait.
  if (::epoll_ctl(set, EPOLL_CTL_ADD, socket.native_handle(), &end) != 0) return;
  watch_->listen();
}

PeerEnd::~PeerEnd() {
  watch_->gone = {};
  boost::system::error_code ignored;
  watch_->set.close(ignored);
}

}  // namespace wsus::http
