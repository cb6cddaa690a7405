// One connection as a client has it, plain or TLS, which tells exactly what came and how it ended.
#pragma once

#include "wsdl/wusp/timeline.hpp"

#include <openssl/ssl.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::http::test {

enum class Over { tcp, tls };

/// `close_notify`: TLS's word of an orderly end. `deadline`: the connection is open, the time is over.
enum class End { none, fin, close_notify, reset, deadline };

struct Read {
  std::string bytes{};
  End end = End::none;
  std::vector<std::size_t> pieces{};  ///< sizes as they came, one for each time that something came
};

struct WireOptions {
  Over over = Over::tcp;
  /// The client takes part: while it waits for bytes, time moves as far as it may.
  wusp::Timeline* timeline = nullptr;
  std::chrono::seconds patience{30};          ///< on the timeline, for each time of waiting
  std::function<void(SSL_CTX*)> configure{};  ///< before the handshake; any certificate is taken otherwise
};

/// Blocking calls end after 20 real seconds by throwing: a guard, never the mechanism. What else goes wrong throws
/// std::runtime_error too. One at a time may wait on a timeline in one thread.
class WireClient {
public:
  /// Connects; with TLS, shakes hands.
  explicit WireClient(std::uint16_t port, WireOptions options = {});
  ~WireClient();
  WireClient(WireClient const&) = delete;
  WireClient& operator=(WireClient const&) = delete;

  void send(std::string_view bytes);
  /// Below TLS. False when the peer has reset the connection.
  [[nodiscard]] bool send_raw(std::string_view bytes);
  /// Until so many bytes or the end.
  [[nodiscard]] Read read(std::size_t count);
  [[nodiscard]] Read read_to_end();
  /// One reply by its Content-Length.
  [[nodiscard]] Read read_reply();
  /// As read_to_end(), but below TLS.
  [[nodiscard]] Read read_raw_to_end();
  void close();

  [[nodiscard]] std::uint16_t own_port() const;

private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace wsus::http::test
