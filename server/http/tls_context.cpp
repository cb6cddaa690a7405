// Making of the TLS context: see tls_context.hpp.
#include "server/http/tls_context.hpp"

#include "server/http/http_server.hpp"

#include <boost/asio/buffer.hpp>
#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace wsus::http {
namespace {

namespace ssl = boost::asio::ssl;

void require(boost::system::error_code const& error, std::string_view what) {
  if (error) throw TlsError(fmt::format("the TLS {} cannot be used: {}", what, error.message()));
}

ssl::context::options allowed_versions(TlsSettings const& settings) {
  auto options = ssl::context::default_workarounds | ssl::context::no_sslv2 | ssl::context::no_sslv3 |
                 ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1;
  if (settings.minimum == TlsVersion::v1_3) options |= ssl::context::no_tlsv1_2;
  if (settings.maximum == TlsVersion::v1_2) options |= ssl::context::no_tlsv1_3;
  return options;
}

}  // namespace

ssl::context make_tls_context(TlsSettings const& settings) {
  if (settings.maximum < settings.minimum) throw TlsError("the TLS settings allow no version: maximum below minimum");
  ssl::context tls(ssl::context::tls_server);
  boost::system::error_code error;
  tls.set_options(allowed_versions(settings), error);
  require(error, "version range");
  tls.use_certificate_chain(boost::asio::buffer(settings.certificate_chain), error);
  require(error, "certificate chain");
  // Without a callback OpenSSL would ask at the terminal for the password of an encrypted key. With the certificate in
  // place it refuses a key of the same kind that does not belong to it; one of another kind (RSA beside ECDSA) it
  // takes, and every handshake would fail.
  tls.set_password_callback([](std::size_t, ssl::context::password_purpose) { return std::string(); });
  tls.use_private_key(boost::asio::buffer(settings.private_key), ssl::context::pem, error);
  require(error, "private key");
  if (SSL_CTX_check_private_key(tls.native_handle()) != 1) {
    ERR_clear_error();
    throw TlsError("the TLS private key cannot be used: it does not belong to the certificate");
  }
  return tls;
}

}  // namespace wsus::http
