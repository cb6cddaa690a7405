// The network of a machine: how a name becomes an address, and which way a connection to it takes.
#pragma once

#include "client_sim/machine/resolver.hpp"
#include "client_sim/machine/system/firewall.hpp"
#include "client_sim/machine/system/group_policy.hpp"
#include "client_sim/machine/system/proxy_choice.hpp"

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::machine {

class Machine;

/// An address and a port to connect to.
struct Endpoint {
  std::string address{};
  std::uint16_t port = 0;
  auto operator<=>(Endpoint const&) const = default;
};

/// What lies outside a machine when the lab makes the network too. Shared by the machines of a world; who runs the
/// world may change it between two commands. Thread safety: none.
struct LabNetwork {
  DnsZone dns{};
  /// Hosts keep the ports that people write (8530), but listen on those that the system chose: from one to the other.
  /// Whatever is not in it refuses the connection.
  std::map<Endpoint, Endpoint> listeners{};
  std::vector<Barrier> barriers{};  ///< firewalls on the way of every machine
  PacFiles pac_files{};             ///< what web servers of the network have for proxy auto-configuration
  /// What the domain that the machines belong to wants of their registries; see refresh_group_policy.
  PolicyList domain_policy{};
};

/// A VPN connection of the phone book. While it is connected, everything goes to its gateway, unless split tunnelling
/// leaves the default route alone (Set-VpnConnection -SplitTunneling; the lab's connections have no routes of their
/// own, so nothing goes through the tunnel then).
struct VpnConnection {
  std::string name{};
  Endpoint gateway{};
  bool connected = false;
  bool split_tunneling = false;
};

/// A provider that the machine can be connected to over Wi-Fi.
struct WlanProfile {
  std::string name{};
  std::optional<Endpoint> transparent_proxy{};  ///< takes every connection, whoever it was meant for
};

/// State of a machine's network. A value; snapshots keep all of it but `outside`.
struct Network {
  /// Null: a real network; names and connections are the business of the system that the lab runs on.
  std::shared_ptr<LabNetwork const> outside{};
  DnsCache dns_cache{};
  std::vector<WlanProfile> wlan_profiles{};
  std::size_t wlan_connected = 0;  ///< index; no meaning without profiles
  std::vector<VpnConnection> vpn_connections{};
  std::vector<Barrier> barriers{};  ///< firewalls on the way of this machine alone; they come before those of `outside`

  /// Where a connection to `destination` really ends: the VPN's gateway before the provider's proxy.
  [[nodiscard]] Endpoint path_to(Endpoint const& destination) const;
  /// The socket address behind an endpoint of path_to; empty: nobody listens there.
  [[nodiscard]] std::optional<Endpoint> listener_at(Endpoint const& endpoint) const;
  /// What firewalls on the way make of a connection that ends at an endpoint of path_to.
  [[nodiscard]] Passage passage_to(Endpoint const& endpoint) const;
  [[nodiscard]] WlanProfile const* wlan() const;
};

/// How a name was answered. Neither address nor failure: ask the system.
struct NameAnswer {
  std::optional<std::string> address{};
  bool not_found = false;
};

/// Hosts file, then cache, then DNS server, whose answer goes into the cache. Addresses are their own answer.
[[nodiscard]] NameAnswer resolve(Machine& machine, std::string_view name);

}  // namespace wsus::machine
