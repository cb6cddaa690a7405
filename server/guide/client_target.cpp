// Reading of addresses: see client_target.hpp.
#include "server/guide/client_target.hpp"

#include <fmt/format.h>

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace wsus::guide {
namespace {

constexpr std::string_view allowed =
    "allowed: http or https, a host and a port, as in http://wsus.lab.example:8530 or https://[2001:db8::5]:8531";
constexpr std::uint16_t http_port = 80;
constexpr std::uint16_t https_port = 443;
constexpr std::size_t longest_name = 253;
constexpr std::size_t longest_label = 63;

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return result;
}

bool is_label(std::string_view label) {
  auto const inner = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  };
  return !label.empty() && label.size() <= longest_label && label.front() != '-' && label.back() != '-' &&
         std::ranges::all_of(label, inner);
}

/// Underscores too: names of Windows machines have them.
bool is_name(std::string_view host) {
  if (host.empty() || host.size() > longest_name) return false;
  while (true) {
    auto const dot = host.find('.');
    if (!is_label(host.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    host.remove_prefix(dot + 1);
  }
}

bool is_digits_and_dots(std::string_view host) {
  return std::ranges::all_of(host, [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

std::optional<std::array<unsigned char, 4>> ipv4_of(std::string const& host) {
  std::array<unsigned char, 4> bytes{};
  if (inet_pton(AF_INET, host.c_str(), bytes.data()) != 1) return std::nullopt;
  return bytes;
}

std::optional<std::array<unsigned char, 16>> ipv6_of(std::string const& host) {
  std::array<unsigned char, 16> bytes{};
  if (host.size() < 2 || host.front() != '[' || host.back() != ']') return std::nullopt;
  if (inet_pton(AF_INET6, host.substr(1, host.size() - 2).c_str(), bytes.data()) != 1) return std::nullopt;
  return bytes;
}

/// What is wrong with a host; empty: nothing.
std::string host_problem(std::string const& host) {
  if (host.empty()) return "it names no host";
  if (host.front() == '[' && host.back() != ']') return "the bracket of its IPv6 address is not closed";
  if (host.front() == '[') return ipv6_of(host) ? "" : fmt::format("{} is no IPv6 address", host);
  if (is_digits_and_dots(host)) return ipv4_of(host) ? "" : fmt::format("{} is no IPv4 address", host);
  return is_name(host) ? "" : fmt::format("'{}' is no host name", host);
}

bool is_unspecified(std::string const& host) {
  auto const all_zero = [](auto const& bytes) { return std::ranges::all_of(bytes, [](auto b) { return b == 0; }); };
  if (auto const v4 = ipv4_of(host)) return all_zero(*v4);
  if (auto const v6 = ipv6_of(host)) return all_zero(*v6);
  return false;
}

/// Where the host ends: behind the bracket, else at the first colon.
std::size_t end_of_host(std::string_view authority) {
  if (!authority.starts_with('[')) return std::min(authority.find(':'), authority.size());
  auto const bracket = authority.find(']');
  return bracket == std::string_view::npos ? authority.size() : bracket + 1;
}

/// What is wrong with ":8530"; empty: nothing, and the target has it.
std::string take_port(std::string_view text, ClientTarget& target) {
  target.port = target.https ? https_port : http_port;
  if (text.empty()) return {};
  if (text.front() != ':') return fmt::format("'{}' stands behind the host", text);
  text.remove_prefix(1);
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), target.port);
  if (error != std::errc{} || end != text.data() + text.size() || target.port == 0)
    return fmt::format("'{}' is no port from 1 to 65535", text);
  target.port_named = true;
  return {};
}

std::string problem_of_rest(std::string_view authority) {
  if (authority.find('@') != std::string_view::npos) return "it names a user";
  if (authority.find_first_of("/?#") != std::string_view::npos)
    return "it has a path; WUServer has none, the agent adds /ClientWebService/client.asmx itself";
  return {};
}

std::string read(std::string_view text, ClientTarget& target) {
  auto const scheme_end = text.find("://");
  auto const scheme = scheme_end == std::string_view::npos ? std::string() : lower(text.substr(0, scheme_end));
  if (scheme != "http" && scheme != "https") return "it does not begin with http:// or https://";
  target.https = scheme == "https";
  auto authority = text.substr(scheme_end + 3);
  if (authority.ends_with('/')) authority.remove_suffix(1);
  if (auto problem = problem_of_rest(authority); !problem.empty()) return problem;
  auto const end = end_of_host(authority);
  target.host = authority.substr(0, end);
  if (auto problem = host_problem(target.host); !problem.empty()) return problem;
  if (is_unspecified(target.host)) return fmt::format("{} is an address to listen on, not one to reach", target.host);
  return take_port(authority.substr(end), target);
}

}  // namespace

std::string ClientTarget::url() const {
  auto text = fmt::format("{}://{}", https ? "https" : "http", host);
  if (port_named) text += fmt::format(":{}", port);
  return text;
}

std::variant<ClientTarget, BadTarget> read_client_target(std::string_view text) {
  ClientTarget target;
  auto const problem = read(text, target);
  if (problem.empty()) return target;
  return BadTarget{fmt::format("'{}' is no address of a WSUS: {}; {}", text, problem, allowed)};
}

bool is_loopback(ClientTarget const& target) {
  constexpr unsigned char loopback_net = 127;
  auto const name = lower(target.host);
  if (name == "localhost" || name.ends_with(".localhost")) return true;
  if (auto const v4 = ipv4_of(target.host)) return v4->front() == loopback_net;
  auto const v6 = ipv6_of(target.host);
  return v6 && v6->back() == 1 && std::all_of(v6->begin(), v6->end() - 1, [](auto b) { return b == 0; });
}

std::vector<std::string> warnings_of(ClientTarget const& target) {
  std::vector<std::string> warnings;
  if (is_loopback(target))
    warnings.push_back(fmt::format("{} is the client itself: no other machine gets to the mock there. Listen on an "
                                   "address of this machine (--http 0.0.0.0:8530) and name that.",
                                   target.host));
  if (!target.port_named)
    warnings.push_back(fmt::format("the URL names no port, so the client asks port {}; a WSUS listens on 8530 (http) "
                                   "and 8531 (https).",
                                   target.port));
  bool const numeric = ipv4_of(target.host) || ipv6_of(target.host);
  if (target.https && numeric)
    warnings.emplace_back("the certificate must hold this address: wsus-mock certs --address ADDR; one made at the "
                          "mock's start holds names only.");
  return warnings;
}

}  // namespace wsus::guide
