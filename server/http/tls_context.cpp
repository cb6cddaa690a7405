// Making of TLS contexts: see tls_context.hpp.
#include "server/http/tls_context.hpp"

#include <boost/asio/buffer.hpp>
#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace wsus::http {
namespace {

namespace ssl = boost::asio::ssl;

void require(boost::system::error_code const& error, std::string_view what) {
  if (error) throw TlsError(fmt::format("the TLS {} cannot be used: {}", what, error.message()));
}

void require(bool good, std::string_view what) {
  if (!good) throw TlsError(fmt::format("this machine's OpenSSL has no {}", what));
}

/// Debian's openssl.cnf asks for TLS 1.2 at security level 2; what is set here wins.
void set_versions(ssl::context& tls, TlsSettings const& settings) {
  auto* const handle = tls.native_handle();
  require(SSL_CTX_set_min_proto_version(handle, static_cast<int>(settings.minimum)) == 1, "such TLS version");
  require(SSL_CTX_set_max_proto_version(handle, static_cast<int>(settings.maximum)) == 1, "such TLS version");
}

void set_ciphers(ssl::context& tls, TlsSettings const& settings) {
  auto* const handle = tls.native_handle();
  if (settings.weak_ciphers_only) {
    // Without aNULL: the server still shows its certificate.
    require(SSL_CTX_set_cipher_list(handle, "eNULL:!aNULL:!PSK:!SRP:@SECLEVEL=0") == 1, "cipher without encryption");
  } else if (settings.minimum < TlsVersion::v1_2) {
    require(SSL_CTX_set_cipher_list(handle, "DEFAULT:@SECLEVEL=0") == 1, "cipher for so old a TLS version");
  }
}

void demand_certificate(ssl::context& tls) {
  boost::system::error_code error;
  tls.set_verify_mode(ssl::verify_peer | ssl::verify_fail_if_no_peer_cert, error);
  require(error, "demand for a client certificate");
  tls.set_verify_callback([](bool /*good*/, ssl::verify_context&) { return true; }, error);
  require(error, "demand for a client certificate");
  // OpenSSL refuses to take up sessions of a context that verifies and has no name.
  static constexpr unsigned char name[] = "wsus";
  SSL_CTX_set_session_id_context(tls.native_handle(), name, sizeof name);
}

ssl::context make_without_certificate(TlsSettings const& settings) {
  if (settings.maximum < settings.minimum) throw TlsError("the TLS settings allow no version: maximum below minimum");
  ssl::context tls(ssl::context::tls_server);
  boost::system::error_code error;
  tls.set_options(ssl::context::default_workarounds, error);
  require(error, "options");
  set_versions(tls, settings);
  set_ciphers(tls, settings);
  if (settings.demands_client_certificate) demand_certificate(tls);
  return tls;
}

}  // namespace

ssl::context make_tls_context(TlsSettings const& settings) {
  auto tls = make_without_certificate(settings);
  boost::system::error_code error;
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

TlsContexts::TlsContexts(ServerOptions const& options) : options_(options) {
  if (options.tls) ordinary_.emplace(make_tls_context(*options.tls));
}

ssl::context& TlsContexts::of(faults::TlsPlan const& plan) {
  if (ordinary_ && plan == faults::TlsPlan{}) return *ordinary_;
  std::scoped_lock const lock(mutex_);
  auto const known =
      std::find_if(planned_.begin(), planned_.end(), [&plan](Planned const& made) { return made.plan == plan; });
  if (known != planned_.end()) return known->context;
  return planned_.emplace_back(Planned{plan, make(plan)}).context;
}

ssl::context TlsContexts::make(faults::TlsPlan const& plan) const {
  auto const ordinary = options_.tls.value_or(TlsSettings{});
  bool const wants_other = plan.flaw.has_value() || !options_.tls;
  if (!wants_other) return make_tls_context(with_plan(ordinary, plan));
  if (options_.certificates) {
    auto settings = ordinary;
    auto pair = options_.certificates(plan.flaw);
    settings.certificate_chain = std::move(pair.chain);
    settings.private_key = std::move(pair.key);
    return make_tls_context(with_plan(std::move(settings), plan));
  }
  if (plan.flaw) throw TlsError("a TLS plan asks for a certificate with a flaw, and this listener has none to show");
  return make_without_certificate(with_plan(ordinary, plan));
}

}  // namespace wsus::http
