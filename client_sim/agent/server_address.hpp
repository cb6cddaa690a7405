// Which server policy names, and the addresses of its services. Internal to the room.
#pragma once

#include "client_sim/agent/failure.hpp"
#include "client_sim/machine/registry.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace wsus::agent {

struct ServerAddress {
  std::string policy_url{};      ///< WUServer without a slash at its end
  std::string root{};            ///< "http://wsus.lab.example:8530/"
  std::string client_service{};  ///< ".../ClientWebService/client.asmx", as agents spell it (wusp-protocol 1.1)
  std::string reporting{};       ///< from WUStatusServer; empty: not set
};

/// Reads WUServer, WUStatusServer and UseWUServer (wua-behaviour 7). Without a usable server: why, and with which code.
[[nodiscard]] std::variant<ServerAddress, AgentFailure> read_server_address(machine::Registry const& registry);

/// The ServiceUrl of the configuration, which is usually relative to scheme, host and port.
[[nodiscard]] std::string simple_auth_url(ServerAddress const& server, std::string_view service_url);

}  // namespace wsus::agent
