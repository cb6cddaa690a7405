// Waiting for a peer to take what was written to it. Internal to this room.
#pragma once

#include "server/http/streams.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>

namespace wsus::http {

/// Until the socket takes bytes. False when the peer took nothing for the whole of `patience`, or the socket was
/// closed.
[[nodiscard]] boost::asio::awaitable<bool> wait_until_writable(PlainStream& stream, std::chrono::milliseconds patience);

/// Until everything that was written has left this machine: a reset destroys what has not. False as above.
boost::asio::awaitable<bool> wait_until_sent(PlainStream& stream, std::chrono::milliseconds patience);

}  // namespace wsus::http
