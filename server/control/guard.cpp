// The guard of the admin API: see guard.hpp.
#include "server/control/guard.hpp"

#include "server/control/problem.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace wsus::control {
namespace {

constexpr std::string_view scheme = "Bearer ";

bool starts_caseless(std::string_view text, std::string_view head) {
  return text.size() >= head.size() &&
         std::equal(head.begin(), head.end(), text.begin(),
                    [](unsigned char left, unsigned char right) { return std::tolower(left) == std::tolower(right); });
}

std::optional<std::string_view> header(faults::ExchangeView const& request, std::string_view name) {
  return request.headers == nullptr ? std::nullopt : request.headers->find(name);
}

/// Host without its port: "[::1]:8081" is "::1".
std::string_view host_name(std::string_view host) {
  if (host.starts_with('[')) return host.substr(1, host.find(']') - 1);
  return host.substr(0, host.find(':'));
}

/// Letter case of names does not matter; "localhost.example" is another host.
bool is_localhost(std::string_view host) {
  constexpr std::string_view name = "localhost";
  return host.size() == name.size() && starts_caseless(host, name);
}

bool is_numeric(std::string_view host) {
  return host.find(':') != std::string_view::npos || host.find_first_not_of("0123456789.") == std::string_view::npos;
}

/// `has_token`: there is one that would let the call in.
void refuse_web_pages(faults::ExchangeView const& request, bool has_token) {
  if (auto const origin = header(request, "Origin"))
    throw Problem(403, fmt::format("a call without a token from a web page ('{}'); {}", *origin,
                                   has_token ? "send Authorization: Bearer TOKEN"
                                             : "this server has no token that would let a page in"));
  auto const host = host_name(request.host);
  if (is_numeric(host) || is_localhost(host)) return;
  throw Problem(403, fmt::format("a call without a token to the host '{}'; call by address or localhost{}", host,
                                 has_token ? ", or send Authorization: Bearer TOKEN" : ""));
}

}  // namespace

bool equal_in_constant_time(std::string_view left, std::string_view right) {
  unsigned differs = left.size() == right.size() ? 0 : 1;
  for (std::size_t i = 0; i < left.size(); ++i) {
    auto const other = right.empty() ? '\0' : right[i % right.size()];
    differs |= static_cast<unsigned>(static_cast<unsigned char>(left[i]) ^ static_cast<unsigned char>(other));
  }
  return differs == 0;
}

bool is_loopback(std::string_view address) {
  constexpr std::string_view mapped = "::ffff:";
  if (starts_caseless(address, mapped)) address.remove_prefix(mapped.size());
  return address.starts_with("127.") || address == "::1";
}

void Guard::admit(faults::ExchangeView const& request, Access access) const {
  auto const given = header(request, "Authorization");
  bool const open = !token_ || (access == Access::from_here && is_loopback(request.client_address) && !given);
  if (open) return refuse_web_pages(request, token_.has_value());
  std::vector<faults::Header> const challenge{{"WWW-Authenticate", "Bearer"}};
  if (!given)
    throw Problem(401, "no token; send Authorization: Bearer TOKEN (the ports file has the token)", {}, challenge);
  if (!starts_caseless(*given, scheme))
    throw Problem(401, "Authorization has another scheme; send Authorization: Bearer TOKEN", {}, challenge);
  if (!equal_in_constant_time(given->substr(scheme.size()), *token_))
    throw Problem(401, "the token is wrong; the ports file of this start has the right one", {}, challenge);
}

}  // namespace wsus::control
