// Tells when the peer of a connection goes away, and reads nothing to find out. Internal to this room.
#pragma once

#include <boost/asio/ip/tcp.hpp>

#include <functional>
#include <memory>

namespace wsus::http {

/// A reader would have to take what the peer sends before its end; Asio itself waits for bytes only. So the socket is
/// put into an epoll set of its own that waits for nothing but the end, and Asio waits for that set.
class PeerEnd {
public:
  /// `gone` is called once, on the socket's executor (a strand), when the peer has closed its side or reset the
  /// connection, or had done so before; never from inside the constructor, and never once this has been destroyed
  /// there. Throws std::system_error when the system has no descriptors left.
  PeerEnd(boost::asio::ip::tcp::socket& socket, std::function<void()> gone);
  ~PeerEnd();
  PeerEnd(PeerEnd const&) = delete;
  PeerEnd& operator=(PeerEnd const&) = delete;

private:
  struct Watch;
  std::shared_ptr<Watch> watch_;
};

}  // namespace wsus::http
