// Which of WinHTTP's numbers an error of the network is, and that the agent knows a code for each.
#include "client_sim/transport/winhttp_errors.hpp"

#include "client_sim/agent/error_mapping.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/http/error.hpp>
#include <gtest/gtest.h>
#include <openssl/err.h>
#include <openssl/sslerr.h>
#include <openssl/x509_vfy.h>

namespace wsus::transport {
namespace {

using boost::system::error_code;

/// As OpenSSL gives it to Asio.
error_code tls_error(int reason) {
  return {static_cast<int>(ERR_PACK(ERR_LIB_SSL, 0, reason)), boost::asio::error::get_ssl_category()};
}

struct HandshakeRow {
  error_code error;
  HandshakeNotes notes;
  unsigned number = 0;
};

TEST(WinHttpErrors, OfHandshakesAreTheTable) {
  HandshakeRow const table[] = {
      {tls_error(SSL_R_CERTIFICATE_VERIFY_FAILED), {.verify_error = X509_V_ERR_CERT_HAS_EXPIRED}, 12037},
      {tls_error(SSL_R_CERTIFICATE_VERIFY_FAILED), {.verify_error = X509_V_ERR_CERT_NOT_YET_VALID}, 12037},
      {tls_error(SSL_R_CERTIFICATE_VERIFY_FAILED), {.verify_error = X509_V_ERR_HOSTNAME_MISMATCH}, 12038},
      {tls_error(SSL_R_CERTIFICATE_VERIFY_FAILED), {.verify_error = X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT}, 12045},
      {tls_error(SSL_R_CERTIFICATE_VERIFY_FAILED),
       {.verify_error = X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY},
       12045},
      {tls_error(SSL_R_CERTIFICATE_VERIFY_FAILED), {.verify_error = X509_V_ERR_CERT_REVOKED}, 12170},
      {tls_error(SSL_R_CERTIFICATE_VERIFY_FAILED), {.verify_error = X509_V_ERR_INVALID_PURPOSE}, 12169},
      {tls_error(SSL_R_TLSV1_ALERT_PROTOCOL_VERSION), {}, 12157},
      {tls_error(SSL_R_UNSUPPORTED_PROTOCOL), {}, 12157},
      {tls_error(SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE), {}, 12157},
      {tls_error(SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE), {.certificate_asked = true}, 12044},
      {tls_error(SSL_R_WRONG_VERSION_NUMBER), {}, 12030},
      {boost::asio::error::eof, {}, 12030},
      {boost::asio::error::connection_reset, {}, 12030},
      {boost::asio::ssl::error::stream_truncated, {}, 12030},
      {boost::beast::error::timeout, {}, 12002},
  };
  for (auto const& row : table) {
    SCOPED_TRACE(row.error.message());
    EXPECT_EQ(number_of_handshake(row.error, row.notes), row.number);
  }
}

TEST(WinHttpErrors, OfTransfersAreTheTable) {
  HandshakeRow const table[] = {
      {boost::beast::error::timeout, {}, 12002},
      {boost::asio::error::connection_reset, {}, 12030},
      {boost::beast::http::error::end_of_stream, {}, 12030},
      {boost::beast::http::error::partial_message, {}, 12030},
      {boost::beast::http::error::bad_chunk, {}, 12152},
      {boost::beast::http::error::bad_version, {}, 12152},
      {boost::beast::http::error::body_limit, {}, 12152},
      {tls_error(SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED), {.certificate_asked = true}, 12044},
      {tls_error(SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED), {}, 12030},
  };
  for (auto const& row : table) {
    SCOPED_TRACE(row.error.message());
    EXPECT_EQ(number_of_transfer(row.error, row.notes), row.number);
  }
}

TEST(WinHttpErrors, EachEndsWithACodeOfTheTable) {
  for (unsigned const number :
       {winhttp::timeout, winhttp::invalid_url, winhttp::unrecognized_scheme, winhttp::name_not_resolved,
        winhttp::cannot_connect, winhttp::connection_error, winhttp::certificate_date_invalid,
        winhttp::certificate_name_invalid, winhttp::client_certificate_needed, winhttp::invalid_authority,
        winhttp::invalid_server_response, winhttp::redirect_failed, winhttp::secure_channel_error,
        winhttp::invalid_certificate, winhttp::certificate_revoked, winhttp::secure_failure}) {
    SCOPED_TRACE(number);
    for (auto const& profile : machine::all_profiles()) {
      auto const mapped = agent::map_failure(agent::TransportFailure{.error = number}, profile.profile);
      EXPECT_NE(agent::find_hresult(mapped.hresult), nullptr) << agent::to_hex(mapped.hresult);
      EXPECT_EQ(mapped.chain.back().code, mapped.hresult);
    }
  }
}

}  // namespace
}  // namespace wsus::transport
