// The HRESULT table: codes of WinHTTP, WinINet and the certificate checks (source: hresults).
#include "client_sim/agent/hresult_rows.hpp"

#include <array>

namespace wsus::agent {
namespace {

constexpr auto rows = std::to_array<HresultInfo>({
    {0x800B0101, "CERT_E_EXPIRED", "Certificate outside its validity period",
     "Server cert expired / client clock wrong", "C", "M"},
    {0x800B0109, "CERT_E_UNTRUSTEDROOT", "Chain ends in an untrusted root",
     "Self-signed WSUS cert not deployed; also wuident.cab signature not trusted", "C", "M"},
    {0x800B010F, "CERT_E_CN_NO_MATCH", "Certificate name mismatch", "WUServer alias not in the certificate", "C", "M"},
    {0x800B0110, "CERT_E_WRONG_USAGE", "Certificate not valid for requested use", "Server auth EKU missing", "C", "M"},
    {0x80092013, "CRYPT_E_REVOCATION_OFFLINE", "Revocation server offline",
     "CRL not reachable; MS-WUSP client note says the agent ignores revocation-offline", "C", "C"},
    {0x80072EE2, "ERROR_WINHTTP_TIMEOUT", "Request timed out",
     "Server accepts but never replies, packets silently dropped, heavily loaded WSUS", "C", "C"},
    {0x80072EE7, "ERROR_WINHTTP_NAME_NOT_RESOLVED", "Server name not resolved",
     "NXDOMAIN / wrong WUServer; normally surfaced as 0x8024402C", "C", "C"},
    {0x80072EEF, "ERROR_WINHTTP_LOGIN_FAILURE", "Logon attempt failed",
     "Authenticating proxy; seen with wrong proxy settings", "C", "C"},
    {0x80072EF1, "ERROR_WINHTTP_OPERATION_CANCELLED", "Operation cancelled",
     "Handle closed while in use (service stop)", "C", "M"},
    {0x80072EFD, "ERROR_WINHTTP_CANNOT_CONNECT", "Connection to server failed",
     "TCP RST on SYN (IIS site stopped, wrong port, firewall reject), or dead proxy", "C", "C"},
    {0x80072EFE, "ERROR_WINHTTP_CONNECTION_ERROR", "Connection terminated abnormally / incompatible SSL version",
     "FIN/RST mid reply, TLS handshake cut, http:// to an https-only port, firewall/IPS", "C", "C"},
    {0x80072EFF, "ERROR_INTERNET_CONNECTION_RESET", "Connection reset",
     "RST during exchange (WinINet name; WinHTTP reports 12030)", "C", "M"},
    {0x80072F05, "ERROR_WINHTTP_SECURE_CERT_DATE_INVALID", "Certificate expired / not yet valid",
     "WSUS cert expired or client clock skew", "C", "C"},
    {0x80072F06, "ERROR_WINHTTP_SECURE_CERT_CN_INVALID", "Certificate name mismatch",
     "WUServer name differs from cert subject/SAN", "C", "C"},
    {0x80072F0C, "ERROR_WINHTTP_CLIENT_AUTH_CERT_NEEDED", "Server asks for client certificate",
     "IIS 'Require/Accept client certificates' set on a WSUS vdir", "C", "C"},
    {0x80072F0D, "ERROR_WINHTTP_SECURE_INVALID_CA", "Certificate chain not trusted",
     "Private/self-signed CA not in client's machine store", "C", "C"},
    {0x80072F17, "ERROR_INTERNET_SEC_CERT_ERRORS", "Certificate contains errors", "Several cert errors at once", "C",
     "M"},
    {0x80072F19, "ERROR_WINHTTP_SECURE_CERT_REV_FAILED", "Revocation could not be checked", "CRL/OCSP unreachable", "C",
     "M"},
    {0x80072F76, "ERROR_WINHTTP_HEADER_NOT_FOUND", "Requested header not found",
     "Reply without an expected header (e.g. Content-Length / Last-Modified on HEAD)", "C", "M"},
    {0x80072F77, "ERROR_HTTP_DOWNLEVEL_SERVER", "Server sent no headers", "HTTP/0.9-style reply", "C", "M"},
    {0x80072F78, "ERROR_WINHTTP_INVALID_SERVER_RESPONSE", "Reply could not be parsed",
     "Status line not HTTP (TLS alert bytes on a plain port or vice versa), corrupted headers", "C", "C"},
    {0x80072F79, "ERROR_HTTP_INVALID_HEADER", "Invalid header", "Malformed header line", "C", "M"},
    {0x80072F7A, "ERROR_HTTP_INVALID_QUERY_REQUEST", "Invalid query request", "Client side", "C", "M"},
    {0x80072F7B, "ERROR_HTTP_HEADER_ALREADY_EXISTS", "Header already exists", "Client side", "C", "M"},
    {0x80072F7C, "ERROR_WINHTTP_REDIRECT_FAILED", "Redirect failed: scheme change or too many redirects",
     "Redirect loop (limit 10 by default), https->http redirect (blocked by default policy), bad Location", "C",
     "C (WinHTTP), what WUA shows: unconfirmed"},
    {0x80072F7D, "ERROR_WINHTTP_SECURE_CHANNEL_ERROR", "Secure channel error", "No common TLS version/cipher", "C",
     "C"},
    {0x80072F83, "ERROR_INTERNET_DISCONNECTED", "No network connection", "Adapter down", "C", "M"},
    {0x80072F84, "ERROR_INTERNET_SERVER_UNREACHABLE", "Server unreachable", "Routing", "C", "M"},
    {0x80072F85, "ERROR_INTERNET_PROXY_SERVER_UNREACHABLE", "Proxy unreachable", "Proxy down", "C", "M"},
    {0x80072F86, "ERROR_WINHTTP_BAD_AUTO_PROXY_SCRIPT", "PAC script error", "Broken PAC", "C", "M"},
    {0x80072F87, "ERROR_WINHTTP_UNABLE_TO_DOWNLOAD_SCRIPT", "PAC script not downloadable", "PAC 404", "C", "M"},
    {0x80072F89, "ERROR_WINHTTP_SECURE_INVALID_CERT", "Certificate invalid", "Damaged/otherwise invalid cert", "C",
     "M"},
    {0x80072F8A, "ERROR_WINHTTP_SECURE_CERT_REVOKED", "Certificate revoked", "Revoked", "C", "M"},
    {0x80072F8F, "ERROR_WINHTTP_SECURE_FAILURE",
     "One or more TLS errors (the same number is ERROR_INTERNET_DECODING_FAILED in WinINet)",
     "Untrusted/expired cert, clock skew, TLS-inspecting proxy; log '*FAILED* [80072F8F] Send request'", "C", "C"},
    {0x80072F94, "ERROR_WINHTTP_AUTODETECTION_FAILED", "WPAD autodetect failed", "No WPAD; usually harmless", "M", "M"},
});

}  // namespace

std::span<HresultInfo const> network_hresults() { return rows; }

}  // namespace wsus::agent
