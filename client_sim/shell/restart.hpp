// What a restart does to a machine; shared by restart and shutdown /r.
#pragma once

#include "client_sim/shell/commands.hpp"

namespace wsus::client_shell {

/// Empties the resolver cache, hangs up VPN connections, stops all services and starts those that start with Windows
/// (the agent hears of wuauserv), processes group policy that has changed, and puts the prompt back into its first
/// folder. Done when it returns; the clock does not move (assumption). Needs elevation.
[[nodiscard]] windows::CommandResult restart_machine(machine::Machine& machine, AgentControl const& agent,
                                                     windows::Session& session);

}  // namespace wsus::client_shell
