// Contexts and sessions of TLS: see tls_client.hpp.
#include "client_sim/transport/tls_client.hpp"

#include <boost/asio/buffer.hpp>
#include <openssl/ssl.h>

#include <chrono>

namespace wsus::transport {
namespace {

namespace ssl = boost::asio::ssl;
using boost::system::error_code;

constexpr std::uint16_t tls_1_2 = 0x0303;

ssl::context make_context(TlsFacts const& facts) {
  ssl::context tls(ssl::context::tls_client);
  error_code ignored;  // without a store of the system only the given certificates are trusted
  tls.set_default_verify_paths(ignored);
  if (!facts.trusted_certificates.empty())
    tls.add_certificate_authority(boost::asio::buffer(facts.trusted_certificates), ignored);
  auto* const handle = tls.native_handle();
  SSL_CTX_set_min_proto_version(handle, facts.oldest_version);
  SSL_CTX_set_max_proto_version(handle, facts.newest_version);
  // Debian's OpenSSL signs nothing with SHA-1 at its level 2, which TLS 1.0 and 1.1 need.
  if (facts.oldest_version < tls_1_2) SSL_CTX_set_cipher_list(handle, "DEFAULT:@SECLEVEL=0");
  tls.set_verify_mode(ssl::verify_peer, ignored);
  return tls;
}

/// Called when the server asks for a certificate: there is none to show.
int note_request(SSL* /*session*/, void* notes) {
  static_cast<HandshakeNotes*>(notes)->certificate_asked = true;
  return 1;
}

}  // namespace

std::function<TlsFacts()> tls_facts_of(HttpOptions const& options) {
  if (options.tls_facts) return options.tls_facts;
  return [certificates = options.trusted_certificates] { return TlsFacts{.trusted_certificates = certificates}; };
}

ssl::context& TlsClient::context() {
  auto wanted = facts();
  wanted.now.reset();  // of a session, not of a context
  if (context_ && known_ == wanted) return *context_;
  known_ = std::move(wanted);
  return context_.emplace(make_context(known_));
}

void TlsClient::prepare(SSL* session, std::string const& host, HandshakeNotes& notes) const {
  notes = {};
  auto name = host;  // what the macro SSL_set_tlsext_host_name does, without its casts
  SSL_ctrl(session, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data());
  SSL_set_cert_cb(session, &note_request, &notes);
  if (auto const now = facts().now) {
    auto const seconds = std::chrono::floor<std::chrono::seconds>(*now).time_since_epoch().count();
    X509_VERIFY_PARAM_set_time(SSL_get0_param(session), static_cast<std::time_t>(seconds));
  }
}

}  // namespace wsus::transport
