// Parses http:// and https:// URLs.
#include "client_sim/transport/url.hpp"

#include <algorithm>
#include <boost/asio/ip/address_v6.hpp>
#include <boost/beast/core/string.hpp>
#include <charconv>
#include <fmt/format.h>
#include <optional>

namespace wsus::transport {

namespace {

constexpr unsigned invalid_url = 12005;
constexpr unsigned unrecognized_scheme = 12006;

UrlError bad(std::string_view text, std::string_view why) {
  return {invalid_url, fmt::format("\"{}\" is not a URL of a server: {}", text, why)};
}

bool is_host_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
}

bool is_host(std::string_view host) {
  return !host.empty() && host.size() <= 255 && std::ranges::all_of(host, is_host_character);
}

bool is_ipv6(std::string_view host) {
  boost::system::error_code ec;
  boost::asio::ip::make_address_v6(std::string(host), ec);
  return !ec;
}

bool is_target_character(char c) { return c > ' ' && c < '\x7f' && c != '#'; }

std::optional<std::uint16_t> parse_port(std::string_view text) {
  unsigned port = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  bool const whole = error == std::errc{} && end == text.data() + text.size();
  if (!whole || port < 1 || port > 65535) return std::nullopt;
  return static_cast<std::uint16_t>(port);
}

std::uint16_t default_port(bool secure) { return secure ? 443 : 80; }

struct Authority {
  std::string_view host;
  std::string_view port;  ///< with its colon; empty when there is none
  bool ipv6 = false;
};

Authority split_authority(std::string_view authority) {
  if (authority.starts_with('[')) {
    auto const end = authority.find(']');
    if (end == std::string_view::npos) return {authority, {}, false};
    return {authority.substr(1, end - 1), authority.substr(end + 1), true};
  }
  auto const colon = authority.find(':');
  if (colon == std::string_view::npos) return {authority, {}, false};
  return {authority.substr(0, colon), authority.substr(colon), false};
}

}  // namespace

std::string Url::host_and_port() const {
  bool const ipv6 = host.find(':') != std::string::npos;
  return ipv6 ? fmt::format("[{}]:{}", host, port) : fmt::format("{}:{}", host, port);
}

std::string Url::host_header() const {
  auto whole = host_and_port();
  if (port == default_port(secure)) whole.resize(whole.rfind(':'));
  return whole;
}

std::string Url::text() const { return fmt::format("{}://{}{}", secure ? "https" : "http", host_header(), target); }

std::variant<Url, UrlError> parse_url(std::string_view text) {
  auto const separator = text.find("://");
  if (separator == std::string_view::npos) return bad(text, "it does not start with http://");
  auto const scheme = text.substr(0, separator);
  bool const secure = boost::beast::iequals(scheme, "https");
  if (!secure && !boost::beast::iequals(scheme, "http"))
    return UrlError{unrecognized_scheme,
                    fmt::format("scheme \"{}\" of \"{}\" is not supported; allowed are http and https", scheme, text)};
  auto const rest = text.substr(separator + 3);
  auto const authority_end = std::min(rest.find_first_of("/?#"), rest.size());
  auto const [host, port, ipv6] = split_authority(rest.substr(0, authority_end));
  auto const target = rest.substr(authority_end);

  if (ipv6 ? !is_ipv6(host) : !is_host(host)) return bad(text, fmt::format("\"{}\" is not a host name", host));
  Url url{.host = std::string(host), .port = default_port(secure), .secure = secure};
  if (!port.empty()) {
    auto const number = port.starts_with(':') ? parse_port(port.substr(1)) : std::nullopt;
    if (!number) return bad(text, fmt::format("\"{}\" is not a port; allowed are :1 to :65535", port));
    url.port = *number;
  }
  if (!std::ranges::all_of(target, is_target_character))
    return bad(text, "the path holds a blank, a control character, '#' or a character beyond ASCII");
  url.target = fmt::format("{}{}", target.starts_with('/') ? "" : "/", target);
  return url;
}

}  // namespace wsus::transport
