// An HTTP/1.1 listener over TCP or TLS: asks a RequestHandler about connections and requests, performs its plans.
#pragma once

#include "server/faults/request_handler.hpp"
#include "server/http/tls_settings.hpp"
#include "server/iis/response_dress.hpp"
#include "wsdl/wusp/clock.hpp"
#include "wsdl/wusp/timeline.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>

namespace wsus::http {

struct ServerOptions {
  std::string address = "127.0.0.1";          ///< numeric IPv4 or IPv6
  std::uint16_t port = 0;                     ///< 0: the system chooses
  std::optional<std::uint16_t> shown_port{};  ///< what handlers see as the port; empty: the real one
  unsigned threads = 1;                       ///< 1 to 64
  std::size_t header_limit = 16'384;          ///< http.sys MaxRequestBytes
  std::size_t body_limit = 30'000'000;        ///< IIS request filtering maxAllowedContentLength
  /// http.sys connectionTimeout: between requests, for a whole head, and for each piece of a body.
  std::chrono::milliseconds idle_timeout{120'000};
  /// A whole request from its first byte, however steadily it comes. Assumption: http.sys has no such limit (M).
  std::chrono::milliseconds request_timeout{1'200'000};
  std::chrono::milliseconds stop_grace{500};  ///< how long stop() lets an exchange finish
  std::optional<TlsSettings> tls{};           ///< HTTPS; empty: plain HTTP
  /// Certificate and key for connections whose plan asks for a flaw, or (empty) for TLS on a plain listener. Called
  /// when one is first needed, from a worker thread; what it throws ends that connection. Empty: no such connections.
  std::function<CertificatePem(std::optional<faults::CertificateFlaw>)> certificates{};
  iis::ResponseDress dress{};          ///< how responses look
  wusp::Clock const* clock = nullptr;  ///< of the Date header; must outlive the server; null: the system's
  std::function<std::thread(std::function<void()>)> start_thread{};  ///< for tests; empty: a std::thread
  /// Where deliberate waits of plans pass; must outlive the server; null: in real time. The server's own limits (idle,
  /// handshake, grace) are always real.
  wusp::Timeline* timeline = nullptr;
  /// The handler may block, as one that asks another server does: it holds a worker thread, and its connection is held
  /// on the timeline meanwhile. With fewer threads than requests under way, the others wait.
  bool handler_waits = false;
};

/// The port cannot be opened; `what()` names address, port and the system's reason.
class ListenError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// A certificate or key that TLS cannot use; `what()` names which one and OpenSSL's reason.
class TlsError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// Listens from construction on; answers until stopped.
///
/// Lifetime: `handler` must outlive the server. The destructor stops and waits.
/// Thread safety: port(), connections() and stop() from any thread.
class HttpServer {
public:
  /// Throws ListenError; TlsError; std::invalid_argument for an address that is not numeric; std::system_error when a
  /// thread cannot be started. Nothing listens or runs any more then.
  HttpServer(ServerOptions const& options, faults::RequestHandler& handler);
  ~HttpServer();
  HttpServer(HttpServer const&) = delete;
  HttpServer& operator=(HttpServer const&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  /// TCP connections of this listener, whatever became of them.
  struct Connections {
    std::uint64_t total = 0;  ///< accepted since the start
    std::uint64_t open = 0;   ///< now
  };
  [[nodiscard]] Connections connections() const;
  /// No new connections; idle ones end at once, exchanges under way are finished within stop_grace, then cut. A
  /// deliberate wait ends at once, and its connection with it. Returns when every thread has ended. Safe to call twice.
  void stop();

private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace wsus::http
