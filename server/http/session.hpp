// One connection: requests are read whole, handed to the handler, and its plans are sent.
#pragma once

#include "server/faults/request_handler.hpp"
#include "server/http/http_server.hpp"
#include "server/http/live_sessions.hpp"
#include "server/http/request_view.hpp"
#include "server/http/tls_context.hpp"
#include "server/http/waits.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace wsus::http {

/// What the sessions of one listener share. Lifetime: all of it must outlive the sessions.
struct SessionContext {
  ServerOptions const& options;  ///< with a clock
  faults::RequestHandler& handler;
  LiveSessions& live;
  TlsContexts& tls;
  Waits& waits;
};

/// Runs until the peer or the server ends the connection, or as `plan` says; its lease is held until then. Nothing of a
/// request is kept after its response. `connection` is that of the socket.
boost::asio::awaitable<void> run_session(boost::asio::ip::tcp::socket socket, SessionContext context,
                                         Connection connection, faults::ConnectionPlan plan);

}  // namespace wsus::http
