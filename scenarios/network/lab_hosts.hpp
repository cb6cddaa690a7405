// Real listeners for the hosts of a world, on loopback addresses and ports of their own.
#pragma once

#include "client_sim/machine/network.hpp"
#include "scenarios/model/scenario.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace wsus::lab {

/// The address of the WSUS in every world; the other hosts have the next ones. The same in all worlds, because a port
/// that the system chooses keeps worlds apart: so a machine's snapshot is good in another world.
inline constexpr std::string_view server_address = "127.8.53.10";
/// The address of the host at this position of World::hosts.
[[nodiscard]] std::string address_of_host(std::size_t position);

/// Listens from construction to destruction; one thread of its own serves all hosts. Throws std::runtime_error when a
/// socket cannot be opened. A host whose answer is `nothing` has an address and refuses connections.
class LabHosts {
public:
  /// `network` gets names and listeners of the hosts; it has to have the server's already, so that hosts that pass on
  /// requests know it, too. What is added to it later they do not see.
  LabHosts(std::vector<scenario::HostSpec> const& hosts, machine::LabNetwork& network);
  ~LabHosts();
  LabHosts(LabHosts const&) = delete;
  LabHosts& operator=(LabHosts const&) = delete;

private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace wsus::lab
