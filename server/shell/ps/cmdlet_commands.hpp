// The cmdlets that begin a line, as commands of the server's prompt: it takes them without "powershell" in front, as a
// PowerShell prompt does.
#pragma once

#include "server/shell/commands.hpp"

#include <vector>

namespace wsus::server_shell::ps {

/// `runnable`: what lines can call beside the cmdlets.
[[nodiscard]] std::vector<windows::Command> cmdlet_commands(ServerControl const& control,
                                                            std::vector<windows::Command> const& runnable);

}  // namespace wsus::server_shell::ps
