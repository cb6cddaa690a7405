// OpenSSL's side of handshakes: contexts made of settings, and those of one listener.
#pragma once

#include "server/faults/connection_plan.hpp"
#include "server/http/http_server.hpp"
#include "server/http/tls_settings.hpp"

#include <boost/asio/ssl/context.hpp>

#include <list>
#include <mutex>
#include <optional>

namespace wsus::http {

/// Throws TlsError (http_server.hpp) for a certificate or key that cannot be used (also an encrypted key, and one of
/// another certificate, of whatever kind), and for ciphers that this OpenSSL does not have.
[[nodiscard]] boost::asio::ssl::context make_tls_context(TlsSettings const& settings);

/// The contexts of one listener: the ordinary one, and those that plans of connections ask for, made when they are
/// first asked for and kept. A session that was begun with one context is not taken up again with another. Thread
/// safety: of() from any thread. Lifetime: `options` and the contexts, as long as this.
class TlsContexts {
public:
  /// Throws TlsError when `options` are those of a TLS listener that cannot be one.
  explicit TlsContexts(ServerOptions const& options);

  /// On a plain listener too, whose connections may be planned to expect TLS: with a certificate when the options tell
  /// where to get one, else no handshake succeeds. Throws TlsError for a flaw when they do not, and what
  /// ServerOptions::certificates throws.
  [[nodiscard]] boost::asio::ssl::context& of(faults::TlsPlan const& plan);

private:
  struct Planned {
    faults::TlsPlan plan{};
    boost::asio::ssl::context context;
  };
  [[nodiscard]] boost::asio::ssl::context make(faults::TlsPlan const& plan) const;

  ServerOptions const& options_;
  std::optional<boost::asio::ssl::context> ordinary_;
  std::mutex mutex_;
  std::list<Planned> planned_;
};

}  // namespace wsus::http
