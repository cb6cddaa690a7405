// Reads what a world has of a network: other hosts, and each machine's way out. Internal to this room.
#pragma once

#include "scenarios/model/scenario.hpp"
#include "server/config/node.hpp"

#include <vector>

namespace wsus::scenario {

/// The hosts of a map by name: those that are there already, changed, and new ones.
[[nodiscard]] std::vector<HostSpec> read_hosts(config::Node const& node, std::vector<HostSpec> hosts);

/// Barriers, files for proxies, the domain's policy. What is not written is not set.
[[nodiscard]] NetworkSpec read_network(config::Node const& node, std::vector<HostSpec> const& hosts);

/// dns_cache, wlan and vpn of a machine's map; each that is written replaces what the machine had.
void read_machine_network(config::Node const& machine_node, std::vector<HostSpec> const& hosts, MachineSpec& machine);

}  // namespace wsus::scenario
