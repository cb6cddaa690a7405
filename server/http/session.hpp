// One connection: requests are read whole, handed to the handler, and its plans are sent.
#pragma once

#include "server/faults/request_handler.hpp"
#include "server/http/http_server.hpp"
#include "server/http/live_sessions.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace wsus::http {

/// Runs until the peer or the server ends the connection. Nothing of a request is kept after its response.
boost::asio::awaitable<void> run_session(boost::asio::ip::tcp::socket socket, ServerOptions const& options,
                                         faults::RequestHandler& handler, LiveSessions& live);

}  // namespace wsus::http
