// Starting wuauserv, as net start and the agent's own tools do.
#pragma once

#include "client_sim/shell/commands.hpp"

#include <string_view>

namespace wsus::client_shell {

inline constexpr std::string_view update_service = "wuauserv";

/// Starts a stopped service; the agent hears of it when it is wuauserv.
void start_service(machine::Machine& machine, AgentControl const& agent, std::string_view name);

/// wuauserv is started on demand by whoever calls it (assumption: also by wuauclt and usoclient). False when it is
/// disabled.
[[nodiscard]] bool wake_update_service(machine::Machine& machine, AgentControl const& agent);

/// The same for scan, download and install; only a scan when the agent cannot do more.
void start_update(machine::Machine& machine, AgentControl const& agent);

/// Starts a scan, after waking the service. Nothing happens when the service is disabled.
void start_detection(machine::Machine& machine, AgentControl const& agent);

}  // namespace wsus::client_shell
