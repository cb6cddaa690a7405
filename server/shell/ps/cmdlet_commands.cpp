// Cmdlets as commands: see cmdlet_commands.hpp.
#include "server/shell/ps/cmdlet_commands.hpp"

#include "server/shell/ps/cmdlets.hpp"
#include "server/shell/ps/interpreter.hpp"

#include <fmt/format.h>

namespace wsus::server_shell::ps {

std::vector<windows::Command> cmdlet_commands(ServerControl const& control,
                                              std::vector<windows::Command> const& runnable) {
  std::vector<windows::Command> commands;
  for (auto const name : starting_cmdlets()) {
    commands.push_back(
        {.name = name,
         .summary = "a cmdlet of the module UpdateServices: 'powershell -?' has the language",
         .run = [name, control, runnable](windows::Session& session, windows::Arguments const& arguments) {
           auto line = fmt::format("{}{}{}", name, arguments.tail.empty() ? "" : " ", arguments.tail);
           Context context{.session = session, .control = control, .runnable = runnable};
           context.line = std::move(line);
           return run_line(context);
         }});
  }
  return commands;
}

}  // namespace wsus::server_shell::ps
