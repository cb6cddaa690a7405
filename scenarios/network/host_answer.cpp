// Decisions of hosts: see host_answer.hpp.
#include "scenarios/network/host_answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace wsus::lab {
namespace {

constexpr std::string_view scheme = "http://";
constexpr std::uint16_t default_port = 80;
constexpr std::uint16_t default_secure_port = 443;

std::optional<Destination> with_authority(std::string_view authority, std::string_view target) {
  auto const colon = authority.rfind(':');
  Destination destination{.host = std::string(authority.substr(0, colon)), .port = default_port};
  if (!target.empty()) destination.target = std::string(target);
  if (colon != std::string_view::npos) {
    auto const digits = authority.substr(colon + 1);
    auto const* const end = digits.data() + digits.size();
    auto const [stop, error] = std::from_chars(digits.data(), end, destination.port);
    if (error != std::errc{} || stop != end) return std::nullopt;
  }
  return destination.host.empty() ? std::nullopt : std::optional(destination);
}

}  // namespace

std::optional<Destination> destination_of(std::string_view request_target, std::string_view host_header) {
  if (!request_target.starts_with(scheme)) return with_authority(host_header, request_target);
  auto const rest = request_target.substr(scheme.size());
  auto const path = std::min(rest.find('/'), rest.size());
  return with_authority(rest.substr(0, path), rest.substr(path));
}

Destination upstream_of(scenario::HostSpec const& host, Destination const& asked) {
  constexpr std::string_view secure_scheme = "https://";
  if (host.to.empty()) return asked;
  bool const secure = host.to.starts_with(secure_scheme);
  auto const rest = std::string_view(host.to).substr((secure ? secure_scheme : scheme).size());
  auto next = with_authority(rest.substr(0, rest.find('/')), asked.target).value_or(asked);
  if (secure && next.port == default_port) next.port = default_secure_port;
  next.secure = secure;
  return next;
}

std::string location_of(scenario::HostSpec const& host, Destination const& asked) {
  if (host.to.empty()) {
    auto const port = asked.port == default_port ? std::string() : fmt::format(":{}", asked.port);
    return fmt::format("{}{}{}{}", scheme, asked.host, port, asked.target);
  }
  if (!host.keep_path) return host.to;
  auto const base = std::string_view(host.to);
  return fmt::format("{}{}", base.ends_with('/') ? base.substr(0, base.size() - 1) : base, asked.target);
}

}  // namespace wsus::lab
