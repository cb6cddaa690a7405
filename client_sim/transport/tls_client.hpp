// The client's side of TLS: which versions, whom it trusts, at what time of day. Private to client_sim/transport.
#pragma once

#include "client_sim/transport/http_options.hpp"
#include "client_sim/transport/winhttp_errors.hpp"

#include <boost/asio/ssl/context.hpp>
#include <openssl/types.h>

#include <functional>
#include <optional>
#include <string>

namespace wsus::transport {

/// Whom TlsClient asks for connections with these options. The certificates are copied.
[[nodiscard]] std::function<TlsFacts()> tls_facts_of(HttpOptions const& options);

/// Contexts as the facts of the machine want them. The last one is kept: reading the system's certificates takes 30 ms.
/// Thread safety: none.
class TlsClient {
public:
  /// Asked by prepare() and context(); empty: the defaults of TlsFacts.
  explicit TlsClient(std::function<TlsFacts()> facts) : facts_(std::move(facts)) {}

  /// Of the present facts. A certificate that cannot be read trusts nobody.
  [[nodiscard]] boost::asio::ssl::context& context();
  /// What a handshake with this server needs besides: its name, the time of day, and notes of what happens. Lifetime:
  /// `notes` outlives the session.
  void prepare(SSL* session, std::string const& host, HandshakeNotes& notes) const;

private:
  [[nodiscard]] TlsFacts facts() const { return facts_ ? facts_() : TlsFacts{}; }

  std::function<TlsFacts()> facts_;
  TlsFacts known_{};  ///< what the context was made for
  std::optional<boost::asio::ssl::context> context_{};
};

}  // namespace wsus::transport
