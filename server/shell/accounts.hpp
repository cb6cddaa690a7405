// The accounts that commands of the server may name, and how Windows prints them.
#pragma once

#include "windows/prompt/prompt.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace wsus::server_shell {

/// The name that an access list uses for what a user typed: "BUILTIN\Administrators", "*S-1-5-32-544" and
/// "administrators" are one account. Empty when no such account exists on the server.
/// Local users: administrator, Guest, the session's own, and those already in `security`.
[[nodiscard]] std::optional<std::string> find_account(std::string_view typed, windows::Session const& session,
                                                      windows::Security const& security);

/// "NT AUTHORITY\SYSTEM", "BUILTIN\Administrators", "WSUS\administrator".
[[nodiscard]] std::string qualified_name(std::string_view account, windows::Session const& session);

/// COMPUTERNAME of the session, or "WSUS" (assumption: the lab's server has that name).
[[nodiscard]] std::string computer_name(windows::Session const& session);

}  // namespace wsus::server_shell
