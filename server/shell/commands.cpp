// The list of the server's prompt: one line a command.
#include "server/shell/commands.hpp"

#include "windows/commands/commands.hpp"

namespace wsus::server_shell {
namespace {

/// Cmdlets and scripts: one line each.
std::vector<windows::Command> powershell_commands(ServerControl const& control) {
  return {get_wsus_computer(control), decline_superseded_updates(control)};
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
  commands.push_back(powershell(powershell_commands(control)));
  for (auto& command : powershell_commands(control)) commands.push_back(std::move(command));
  return commands;
}

}  // namespace wsus::server_shell
