// TLS for tests: see tls_listener.hpp.
#include "tests/unit/client_sim/transport/tls_listener.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/write.hpp>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <atomic>
#include <memory>
#include <stdexcept>
#include <thread>
#include <utility>

namespace wsus::transport::test {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

std::string text_of(BIO* bio) {
  std::string text(static_cast<std::size_t>(BIO_pending(bio)), '\0');
  BIO_read(bio, text.data(), static_cast<int>(text.size()));
  BIO_free(bio);
  return text;
}

Certificate self_signed(EVP_PKEY* key, std::string const& dns_name) {
  Certificate certificate(X509_new(), &X509_free);
  auto* const x509 = certificate.get();
  X509_set_version(x509, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(x509), 1);
  X509_gmtime_adj(X509_getm_notBefore(x509), -3600);
  X509_gmtime_adj(X509_getm_notAfter(x509), 3600);
  X509_set_pubkey(x509, key);
  auto* const name = X509_get_subject_name(x509);
  X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_UTF8,
                             reinterpret_cast<unsigned char const*>(dns_name.c_str()), -1, -1, 0);
  X509_set_issuer_name(x509, name);
  auto* const names = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, ("DNS:" + dns_name).c_str());
  X509_add_ext(x509, names, -1);
  X509_EXTENSION_free(names);
  if (X509_sign(x509, key, EVP_sha256()) == 0) throw std::runtime_error("cannot sign the certificate of a test");
  return certificate;
}

}  // namespace

struct TlsListener::State {
  State(std::string const& dns_name, std::string given) : answer(std::move(given)) {
    Key const key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
    auto const x509 = self_signed(key.get(), dns_name);
    auto* const key_bio = BIO_new(BIO_s_mem());
    PEM_write_bio_PrivateKey(key_bio, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    auto* const certificate_bio = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(certificate_bio, x509.get());
    certificate = text_of(certificate_bio);
    tls.use_private_key(asio::buffer(text_of(key_bio)), asio::ssl::context::pem);
    tls.use_certificate(asio::buffer(certificate), asio::ssl::context::pem);
    port = acceptor.local_endpoint().port();
    thread = std::thread([this] { serve(); });
  }

  void serve() {
    for (;;) {
      boost::system::error_code ec;
      asio::ssl::stream<tcp::socket> stream(acceptor.accept(io, ec), tls);
      if (stopping || ec) return;
      stream.handshake(asio::ssl::stream_base::server, ec);
      if (ec) continue;
      asio::streambuf request;
      asio::read_until(stream, request, "\r\n\r\n", ec);
      if (ec) continue;
      ++requests;
      asio::write(stream, asio::buffer(answer), ec);
      stream.shutdown(ec);
    }
  }

  std::string answer;
  std::string certificate{};
  asio::io_context io{};
  asio::ssl::context tls{asio::ssl::context::tls_server};
  tcp::acceptor acceptor{io, tcp::endpoint(asio::ip::address_v4::loopback(), 0)};
  std::uint16_t port = 0;
  std::atomic<bool> stopping = false;
  std::atomic<unsigned> requests = 0;
  std::thread thread{};
};

TlsListener::TlsListener(std::string const& dns_name, std::string answer)
    : state_(std::make_unique<State>(dns_name, std::move(answer))) {}

TlsListener::~TlsListener() {
  state_->stopping = true;
  boost::system::error_code ignored;
  asio::io_context io;  // accept() waits: a last connection ends it
  tcp::socket last(io);
  last.connect({asio::ip::address_v4::loopback(), state_->port}, ignored);
  state_->thread.join();
}

std::uint16_t TlsListener::port() const { return state_->port; }
std::string const& TlsListener::certificate() const { return state_->certificate; }
unsigned TlsListener::requests() const { return state_->requests; }

}  // namespace wsus::transport::test
