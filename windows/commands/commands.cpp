// The list of the commands that every Windows prompt has.
#include "windows/commands/commands.hpp"

namespace wsus::windows {

std::vector<Command> common_commands() {
  auto chdir = cd();
  chdir.name = "chdir";
  return {cd(), std::move(chdir), type(), findstr()};
}

}  // namespace wsus::windows
