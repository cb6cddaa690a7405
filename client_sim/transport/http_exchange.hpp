// One HTTP POST with the agent's headers, keep-alive between calls, errors as WinHTTP numbers them.
#pragma once

#include "client_sim/transport/http_options.hpp"
#include "client_sim/transport/route.hpp"

#include <memory>
#include <string>
#include <vector>

namespace wsus::transport {

struct HttpRequest {
  std::string url{};          ///< absolute http:// or https:// URL
  std::string soap_action{};  ///< without quotes
  std::string user_agent{};
  std::string ms_cv{};  ///< correlation vector; empty: no MS-CV header (only the Client service gets one)
  std::string body{};
};

/// What came back, redirect hops included.
struct HttpResult {
  std::vector<Hop> hops{};       ///< at least one
  unsigned transport_error = 0;  ///< WinHTTP number; 0: an answer was received
  std::string what{};            ///< reason of the transport error, with the address
  bool redirect_loop = false;    ///< with 12156: the limit of redirects was passed
  unsigned status = 0;
  std::string reason{};
  std::string content_type{};
  std::string content_encoding{};            ///< as received; the body is still coded so
  std::string location{};                    ///< Location header; empty: none
  std::vector<std::string> proxy_schemes{};  ///< of Proxy-Authenticate, as received: "Negotiate", "Basic"
  std::string body{};
};

/// A connection pool of one: the agent keeps one connection to a host for a whole scan (wusp-protocol 2.1).
/// A kept connection that the server has closed meanwhile is replaced by a fresh one silently, once, when it ended
/// before any byte of the answer (as WinHTTP does; assumption). Errors are WinHTTP's (winhttp_errors.hpp): 12002
/// timeout, 12005 invalid URL, 12006 unrecognised scheme, 12007 name not resolved, 12029 cannot connect, 12030
/// connection ended early, 12037, 12038, 12045, 12169, 12170 a certificate's flaw, 12044 a client certificate is
/// wanted, 12152 answer is not HTTP or too large, 12156 redirect failed, 12157 no TLS version or suite in common.
/// Nothing is thrown for what a peer does. Thread safety: none. Blocking: the call returns when the exchange is over or
/// has failed; it runs its own I/O context. With HttpOptions::timeline the calling thread is a Running of it.
class HttpExchange {
public:
  explicit HttpExchange(HttpOptions options = {}, Router router = direct_route);
  ~HttpExchange();
  HttpExchange(HttpExchange const&) = delete;
  HttpExchange& operator=(HttpExchange const&) = delete;

  /// Follows redirects; every hop asks the router anew.
  [[nodiscard]] HttpResult post(HttpRequest const& request);
  /// Closes the kept connection, if any; the next request opens another. For the end of a scan.
  void close();

private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace wsus::transport
