// The list of the client's commands.
#include "client_sim/shell/commands.hpp"

#include "windows/commands/commands.hpp"

namespace wsus::client_shell {

namespace {

/// Programs and cmdlets: everything that PowerShell can call as well as cmd.exe.
std::vector<windows::Command> programs(machine::Machine& machine, AgentControl const& agent) {
  std::vector<windows::Command> list{
      net(machine, agent),
      sc(machine, agent),
      reg(machine),
      wuauclt(machine, agent),
      wmic(machine, agent),
      netsh(machine),
      rasdial(machine),
      ipconfig(machine),
      gpupdate(machine, agent),
      w32tm(machine),
      certutil(machine),
      winmgmt(machine),
      schtasks(machine),
      notepad(),
      damage(machine),
      pathfirewall(machine),
      restart(machine, agent),
      shutdown(machine, agent),
      get_windows_update_log(machine),
      get_vpn_connection(machine),
      set_vpn_connection(machine),
  };
  auto const cmdlets = service_cmdlets(machine, agent);
  list.insert(list.end(), cmdlets.begin(), cmdlets.end());
  auto const of_policy = group_policy_cmdlets(machine);
  list.insert(list.end(), of_policy.begin(), of_policy.end());
  // The orchestrator came with Windows 10: on w8 the prompt itself does not know the name.
  if (traits_of(machine.options().profile).log == machine::LogForm::traces) list.push_back(usoclient(machine, agent));
  return list;
}

}  // namespace

std::vector<windows::Command> client_commands(machine::Machine& machine, AgentControl const& agent) {
  auto list = windows::common_commands();
  for (auto const* name : {"ren", "rename"}) list.push_back(ren(machine, name));
  for (auto const* name : {"rd", "rmdir"}) list.push_back(rd(machine, name));
  for (auto const* name : {"del", "erase"}) list.push_back(del(machine, name));
  auto others = programs(machine, agent);
  list.push_back(powershell(others));
  list.insert(list.end(), others.begin(), others.end());
  return list;
}

}  // namespace wsus::client_shell
