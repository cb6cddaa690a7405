// The subcommands of wsusutil, one file each. Internal to this room.
#pragma once

#include "server/shell/commands.hpp"

#include <span>
#include <string>

namespace wsus::server_shell::wsusutil_parts {

/// Words behind the subcommand's name.
using Words = std::span<std::string const>;

[[nodiscard]] windows::CommandResult check_health(windows::Session& session, Words words, ServerControl const& control);
[[nodiscard]] windows::CommandResult move_content(windows::Session& session, Words words, ServerControl const& control);
[[nodiscard]] windows::CommandResult postinstall(windows::Session& session, Words words, ServerControl const& control);
[[nodiscard]] windows::CommandResult reset(windows::Session& session, Words words, ServerControl const& control);

/// "D:\WSUS": a full path of a drive.
[[nodiscard]] bool is_full_path(std::string_view path);

}  // namespace wsus::server_shell::wsusutil_parts
