// The commands an administrator types at the WSUS server. One file a command.
#pragma once

#include "windows/prompt/prompt.hpp"

#include <functional>
#include <vector>

namespace wsus::server_shell {

/// What commands do to the server besides its files. Both are called on the thread that runs the command.
struct ServerControl {
  std::function<void()> iisreset;  ///< returns when the server answers again
};

[[nodiscard]] windows::Command takeown();
[[nodiscard]] windows::Command icacls();
[[nodiscard]] windows::Command notepad();  ///< a scripted edit: see notepad.cpp for its forms
[[nodiscard]] windows::Command iisreset(ServerControl const& control);

/// The server's whole list: the common commands and the above.
[[nodiscard]] std::vector<windows::Command> server_commands(ServerControl const& control);

}  // namespace wsus::server_shell
