// One connection: requests are read whole, handed to the handler, and its plans are sent.
#pragma once

#include "server/faults/request_handler.hpp"
#include "server/http/http_server.hpp"
#include "server/http/live_sessions.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

namespace wsus::http {

/// What the sessions of one listener share. Lifetime: all of it must outlive the sessions.
struct SessionContext {
  ServerOptions const& options;  ///< with a clock; with TLS settings when `tls` is given
  faults::RequestHandler& handler;
  LiveSessions& live;
  boost::asio::ssl::context* tls = nullptr;  ///< null: plain HTTP
};

/// Runs until the peer or the server ends the connection. Nothing of a request is kept after its response.
boost::asio::awaitable<void> run_session(boost::asio::ip::tcp::socket socket, SessionContext context);

}  // namespace wsus::http
