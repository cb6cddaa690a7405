// The URL of a web service, taken apart for the connection and for the request line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace wsus::transport {

/// An absolute http:// or https:// URL. A value.
struct Url {
  std::string host{};        ///< name or address; IPv6 without brackets
  std::uint16_t port = 80;   ///< 1..65535
  std::string target = "/";  ///< path and query, as sent in the request line
  bool secure = false;       ///< https

  /// "pc01:8530"; IPv6 in brackets; the port always.
  [[nodiscard]] std::string host_and_port() const;
  /// "http://pc01:8530/path": the request target when a proxy is asked.
  [[nodiscard]] std::string text() const;
  /// The value of the Host header: the scheme's own port is left out, as WinHTTP does (assumption).
  [[nodiscard]] std::string host_header() const;
};

/// WinHTTP's number and a sentence. 12005 ERROR_WINHTTP_INVALID_URL, 12006 ERROR_WINHTTP_UNRECOGNIZED_SCHEME.
struct UrlError {
  unsigned error = 0;
  std::string what{};
};

/// Never throws for any text. A scheme other than http and https ends with 12006. User names,
/// fragments, blanks and control characters end with 12005.
[[nodiscard]] std::variant<Url, UrlError> parse_url(std::string_view text);

}  // namespace wsus::transport
