// WinHTTP's numbers of what can go wrong, and which of them an error of the network is. Private to
// client_sim/transport.
#pragma once

#include <boost/system/error_code.hpp>

#include <string_view>

namespace wsus::transport {

/// Source: WinHTTP error messages (docs). Each is a code of the HRESULT table (agent/hresult.hpp) as 0x8007xxxx, but
/// for the two of URLs, which the agent maps.
namespace winhttp {
constexpr unsigned timeout = 12002;
constexpr unsigned invalid_url = 12005;
constexpr unsigned unrecognized_scheme = 12006;
constexpr unsigned name_not_resolved = 12007;
constexpr unsigned cannot_connect = 12029;
constexpr unsigned connection_error = 12030;
constexpr unsigned certificate_date_invalid = 12037;
constexpr unsigned certificate_name_invalid = 12038;
constexpr unsigned client_certificate_needed = 12044;
constexpr unsigned invalid_authority = 12045;
constexpr unsigned invalid_server_response = 12152;
constexpr unsigned redirect_failed = 12156;
constexpr unsigned secure_channel_error = 12157;
constexpr unsigned invalid_certificate = 12169;
constexpr unsigned certificate_revoked = 12170;
constexpr unsigned secure_failure = 12175;
}  // namespace winhttp

/// What a handshake has told beside its error.
struct HandshakeNotes {
  int verify_error = 0;            ///< X509_V_ERR_*: why the server's certificate was refused; 0: it was not
  bool certificate_asked = false;  ///< the server has asked for a certificate of the client
};

/// Of the first thing that is wrong with a certificate (X509_V_ERR_*, not 0): the authority, the dates, the name, else
/// the certificate itself. WinHTTP tells the kind beside 12175; which one the agent ends with is its own mapping
/// (assumption, M).
[[nodiscard]] unsigned number_of_certificate(int verify_error);

/// Of a handshake that failed. No version or suite in common is 12157; a server that goes away in the middle of it or
/// speaks no TLS is 12030 ("an incompatible SSL protocol was encountered", docs; the split is an assumption, I).
[[nodiscard]] unsigned number_of_handshake(boost::system::error_code const& error, HandshakeNotes const& notes);

/// Of a transfer of an answer or a request that failed. An alert that asks for a certificate may come this late in TLS
/// 1.3: the handshake is over for the client by then.
[[nodiscard]] unsigned number_of_transfer(boost::system::error_code const& error, HandshakeNotes const& notes);

/// "the certificate is out of its dates"; of number_of_certificate().
[[nodiscard]] std::string_view text_of_certificate_number(unsigned number);

}  // namespace wsus::transport
