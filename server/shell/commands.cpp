// The list of the server's prompt: one line a command.
#include "server/shell/commands.hpp"

#include "server/shell/ps/cmdlet_commands.hpp"
#include "windows/commands/commands.hpp"

namespace wsus::server_shell {
namespace {

/// Cmdlets and scripts: one line each.
std::vector<windows::Command> powershell_commands(ServerControl const& control) {
  std::vector<windows::Command> commands{get_wsus_computer(control), decline_superseded_updates(control)};
  for (auto& cmdlet : ps::cmdlet_commands(control, commands)) commands.push_back(std::move(cmdlet));
  return commands;
}

}  // namespace

std::vector<windows::Command> server_commands(ServerControl const& control) {
  auto commands = windows::common_commands();
  commands.push_back(takeown());
  commands.push_back(icacls());
  commands.push_back(notepad());
  commands.push_back(iisreset(control));
  commands.push_back(appcmd(control));
  commands.push_back(net(control));
  commands.push_back(sc(control));
  commands.push_back(taskkill(control));
  commands.push_back(wsuscomputer(control));
  commands.push_back(wsusutil(control));
  commands.push_back(sqlcmd(control));
  commands.push_back(del(control));
  commands.push_back(del(control));
  commands.back().name = "erase";
  commands.push_back(w32tm(control));
  commands.push_back(wsuscontent(control));
  commands.push_back(wsusfarm(control));
  commands.push_back(wsusload(control));
  commands.push_back(wsusclock(control));
  commands.push_back(powershell(powershell_commands(control), control));
  for (auto& command : powershell_commands(control)) commands.push_back(std::move(command));
  return commands;
}

}  // namespace wsus::server_shell
