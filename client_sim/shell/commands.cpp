// The list of the client's commands.
#include "client_sim/shell/commands.hpp"

#include "windows/commands/commands.hpp"

namespace wsus::client_shell {

std::vector<windows::Command> client_commands(machine::Machine& machine, AgentControl const& agent) {
  auto list = windows::common_commands();
  list.push_back(net(machine, agent));
  list.push_back(reg(machine));
  list.push_back(wuauclt(machine, agent));
  // The orchestrator came with Windows 10: on w8 the prompt itself does not know the name.
  if (machine.options().profile == machine::Profile::w10) list.push_back(usoclient(machine, agent));
  list.push_back(get_windows_update_log(machine));
  return list;
}

}  // namespace wsus::client_shell
