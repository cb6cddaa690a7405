// How connections end before their time. Internal to this room.
#pragma once

#include "server/faults/delivery.hpp"
#include "server/http/streams.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>

namespace wsus::http {

/// RST: what was not sent yet is lost, and so is what the peer has not read.
void reset(PlainStream& stream);

/// Ends the connection below TLS: without a close_notify. Everything that was written goes out before; `patience`: how
/// long a peer may take nothing of it. After a half close this returns when the peer has closed too. A socket that is
/// closed by somebody else in the meantime ends it at once.
boost::asio::awaitable<void> end_connection(PlainStream& stream, faults::Ending by, std::chrono::milliseconds patience);

}  // namespace wsus::http
