// OpenSSL's side of a listener for HTTPS, made once of its settings.
#pragma once

#include "server/http/tls_settings.hpp"

#include <boost/asio/ssl/context.hpp>

namespace wsus::http {

/// Throws TlsError (http_server.hpp) for a certificate or key that cannot be used, or that do not belong together.
[[nodiscard]] boost::asio::ssl::context make_tls_context(TlsSettings const& settings);

}  // namespace wsus::http
