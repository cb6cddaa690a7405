// Resolving and routing: see network.hpp.
#include "client_sim/machine/network.hpp"

#include "client_sim/machine/machine.hpp"
#include "client_sim/machine/paths.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wsus::machine {
namespace {

bool is_address(std::string_view name) {
  if (name.empty()) return false;
  return name.find(':') != std::string_view::npos || name.find_first_not_of("0123456789.") == std::string_view::npos;
}

/// What stands behind the first dot of its full name.
std::string_view own_domain(Machine const& machine) {
  std::string_view const name = machine.options().dns_name;
  auto const dot = name.find('.');
  return dot == std::string_view::npos ? std::string_view() : name.substr(dot + 1);
}

}  // namespace

WlanProfile const* Network::wlan() const {
  return wlan_connected < wlan_profiles.size() ? &wlan_profiles[wlan_connected] : nullptr;
}

Endpoint Network::path_to(Endpoint const& destination) const {
  auto const tunnel = std::find_if(vpn_connections.begin(), vpn_connections.end(),
                                   [](auto const& vpn) { return vpn.connected && !vpn.split_tunneling; });
  if (tunnel != vpn_connections.end()) return tunnel->gateway;
  auto const* const provider = wlan();
  return provider != nullptr && provider->transparent_proxy ? *provider->transparent_proxy : destination;
}

std::optional<Endpoint> Network::listener_at(Endpoint const& endpoint) const {
  if (!outside) return endpoint;
  auto const found = outside->listeners.find(endpoint);
  return found == outside->listeners.end() ? std::nullopt : std::optional(found->second);
}

Passage Network::passage_to(Endpoint const& endpoint) const {
  auto const own = passage_of(barriers, endpoint.address, endpoint.port);
  if (own != Passage::open || !outside) return own;
  return passage_of(outside->barriers, endpoint.address, endpoint.port);
}

NameAnswer resolve(Machine& machine, std::string_view name) {
  if (is_address(name)) return {.address = std::string(name)};
  if (auto const hosts = machine.files().read_as_system(paths::hosts_file)) {
    if (auto address = find_in_hosts(*hosts, name)) return {.address = std::move(address)};
  }
  // "localhost name resolution is handled within DNS itself" (comment of the hosts file).
  if (windows::equal_caseless(name, "localhost")) return {.address = "127.0.0.1"};
  auto& network = machine.network();
  if (auto address = network.dns_cache.find(name, machine.now())) return {.address = std::move(address)};
  if (!network.outside) return {};
  auto const* record = network.outside->dns.find(name);
  // A name without a dot is asked for in the machine's own domain.
  if (record == nullptr && name.find('.') == std::string_view::npos)
    record = network.outside->dns.find(fmt::format("{}.{}", name, own_domain(machine)));
  if (record == nullptr) return {.not_found = true};
  network.dns_cache.put(name, record->address, machine.now() + record->ttl);
  return {.address = record->address};
}

}  // namespace wsus::machine
