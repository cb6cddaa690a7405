// Tables from errors of OpenSSL, Beast and the system to WinHTTP's numbers: see winhttp_errors.hpp.
#include "client_sim/transport/winhttp_errors.hpp"

#include <boost/asio/ssl/error.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/http/error.hpp>
#include <openssl/err.h>
#include <openssl/sslerr.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <array>

namespace wsus::transport {
namespace {

namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
using boost::system::error_code;

struct CertificateRow {
  int verify_error;
  unsigned number;
};
constexpr auto certificate_rows = std::to_array<CertificateRow>({
    {X509_V_ERR_CERT_NOT_YET_VALID, winhttp::certificate_date_invalid},
    {X509_V_ERR_CERT_HAS_EXPIRED, winhttp::certificate_date_invalid},
    {X509_V_ERR_HOSTNAME_MISMATCH, winhttp::certificate_name_invalid},
    {X509_V_ERR_IP_ADDRESS_MISMATCH, winhttp::certificate_name_invalid},
    {X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, winhttp::invalid_authority},
    {X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, winhttp::invalid_authority},
    {X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, winhttp::invalid_authority},
    {X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, winhttp::invalid_authority},
    {X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, winhttp::invalid_authority},
    {X509_V_ERR_CERT_UNTRUSTED, winhttp::invalid_authority},
    {X509_V_ERR_CERT_REVOKED, winhttp::certificate_revoked},
});

struct TextRow {
  unsigned number;
  std::string_view text;
};
constexpr auto text_rows = std::to_array<TextRow>({
    {winhttp::certificate_date_invalid, "the certificate is out of its dates"},
    {winhttp::certificate_name_invalid, "the certificate is of another name"},
    {winhttp::invalid_authority, "nobody who is trusted has signed the certificate"},
    {winhttp::certificate_revoked, "the certificate was revoked"},
    {winhttp::invalid_certificate, "the certificate cannot be used"},
});

bool is_of_tls(error_code const& error) { return error.category() == boost::asio::error::get_ssl_category(); }

int reason_of(error_code const& error) { return ERR_GET_REASON(static_cast<unsigned long>(error.value())); }

/// Alerts that servers end a connection with when a certificate is missing: TLS 1.2 has none of its own.
bool misses_certificate(int reason) {
  return reason == SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED || reason == SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE ||
         reason == SSL_R_SSLV3_ALERT_BAD_CERTIFICATE || reason == SSL_R_SSLV3_ALERT_NO_CERTIFICATE;
}

/// What came is no TLS at all.
bool speaks_no_tls(int reason) {
  return reason == SSL_R_WRONG_VERSION_NUMBER || reason == SSL_R_HTTP_REQUEST || reason == SSL_R_HTTPS_PROXY_REQUEST ||
         reason == SSL_R_UNEXPECTED_EOF_WHILE_READING;
}

}  // namespace

unsigned number_of_certificate(int verify_error) {
  auto const* const row = std::ranges::find(certificate_rows, verify_error, &CertificateRow::verify_error);
  return row != certificate_rows.end() ? row->number : winhttp::invalid_certificate;
}

unsigned number_of_handshake(error_code const& error, HandshakeNotes const& notes) {
  if (notes.verify_error != 0) return number_of_certificate(notes.verify_error);
  if (error == beast::error::timeout) return winhttp::timeout;
  if (!is_of_tls(error)) return winhttp::connection_error;
  auto const reason = reason_of(error);
  if (notes.certificate_asked && misses_certificate(reason)) return winhttp::client_certificate_needed;
  return speaks_no_tls(reason) ? winhttp::connection_error : winhttp::secure_channel_error;
}

unsigned number_of_transfer(error_code const& error, HandshakeNotes const& notes) {
  if (error == beast::error::timeout) return winhttp::timeout;
  if (is_of_tls(error) && notes.certificate_asked && misses_certificate(reason_of(error)))
    return winhttp::client_certificate_needed;
  if (error == bhttp::error::end_of_stream || error == bhttp::error::partial_message) return winhttp::connection_error;
  bool const is_http = error.category() == bhttp::make_error_code(bhttp::error::bad_version).category();
  return is_http ? winhttp::invalid_server_response : winhttp::connection_error;
}

std::string_view text_of_certificate_number(unsigned number) {
  auto const* const row = std::ranges::find(text_rows, number, &TextRow::number);
  return row != text_rows.end() ? row->text : std::string_view("the certificate cannot be used");
}

}  // namespace wsus::transport
