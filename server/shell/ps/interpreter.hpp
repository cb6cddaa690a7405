// Runs lines of the lab's PowerShell.
#pragma once

#include "server/shell/ps/context.hpp"
#include "server/shell/ps/syntax.hpp"

#include <optional>

namespace wsus::server_shell::ps {

/// What the console shows, and the exit code of powershell.exe: 1 after an error record, which ends the line.
[[nodiscard]] windows::CommandResult run_line(Context& context);

// For cmdlets that take script blocks or arguments:

/// Throws Failure.
[[nodiscard]] Value evaluate(Context& context, Expression const& expression);
/// The block with `item` as $_ and $PSItem; the last value that it leaves.
[[nodiscard]] Value run_block(Context& context, Script const& script, Value const& item);
/// Two values under an operator ("eq", "like", ...); throws Failure for one that is not known.
[[nodiscard]] bool compare(Context& context, std::string_view name, Value const& left, Value const& right);

}  // namespace wsus::server_shell::ps
