// The list of the server's prompt: one line a command.
#include "server/shell/commands.hpp"

#include "windows/commands/commands.hpp"

namespace wsus::server_shell {

std::vector<windows::Command> server_commands(ServerControl const& control) {
  auto commands = windows::common_commands();
  commands.push_back(takeown());
  commands.push_back(icacls());
  commands.push_back(notepad());
  commands.push_back(iisreset(control));
  return commands;
}

}  // namespace wsus::server_shell
