// The commands an administrator types at the client. One file a command.
#pragma once

#include "client_sim/machine/machine.hpp"
#include "windows/prompt/prompt.hpp"

#include <functional>
#include <vector>

namespace wsus::client_shell {

/// What commands ask of the update agent. Each returns when it is done (the real ones return at once and work in the
/// background; docs/FIDELITY.md).
struct AgentControl {
  std::function<void()> service_started{};      ///< wuauserv has just been started
  std::function<void()> reset_authorization{};  ///< wuauclt /resetauthorization: drop the cookie
  std::function<void()> detect_now{};           ///< start a scan
};

[[nodiscard]] windows::Command net(machine::Machine& machine, AgentControl const& agent);  // net stop|start SERVICE
[[nodiscard]] windows::Command reg(machine::Machine& machine);                             // reg query|add|delete
[[nodiscard]] windows::Command wuauclt(machine::Machine& machine, AgentControl const& agent);
[[nodiscard]] windows::Command usoclient(machine::Machine& machine, AgentControl const& agent);
[[nodiscard]] windows::Command get_windows_update_log(machine::Machine& machine);

/// The client's whole list: the common commands and the above.
[[nodiscard]] std::vector<windows::Command> client_commands(machine::Machine& machine, AgentControl const& agent);

}  // namespace wsus::client_shell
