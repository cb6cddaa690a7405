// The cmdlets of the lab's PowerShell. Internal to this room.
#pragma once

#include "server/shell/powershell_parameters.hpp"
#include "server/shell/ps/context.hpp"
#include "server/shell/ps/syntax.hpp"

#include <string_view>
#include <vector>

namespace wsus::server_shell::ps {

/// Runs a cmdlet of the list, one of Context::runnable, or fails as for a name that PowerShell does not know.
/// `is_first`: nothing stands before it in its pipeline. Throws Failure.
[[nodiscard]] List run_command(Context& context, Command const& command, List input, bool is_first);

/// Arguments bound to parameters. An argument that is an object is kept in `objects`; its text in `bound` is its key.
struct BoundArguments {
  Bound bound{};
  std::map<std::string, Value> objects{};

  [[nodiscard]] bool has(std::string_view name) const { return bound.find(name) != bound.end(); }
  /// Empty when the parameter was not given.
  [[nodiscard]] std::string text(std::string_view name) const;
  [[nodiscard]] Value value(std::string_view name) const;
};
/// Adds the common parameters (-Confirm, -WhatIf, -Verbose, -ErrorAction). Throws Failure with PowerShell's message.
[[nodiscard]] BoundArguments bind(Context& context, Command const& command, std::string_view cmdlet,
                                  std::vector<Parameter> parameters);

/// One of the words of an enumeration, as it is spelt there; throws Failure with PowerShell's message.
[[nodiscard]] std::string_view enumerator(std::string_view cmdlet, std::string_view parameter, std::string_view typed,
                                          std::vector<std::string_view> const& words);

// One function a cmdlet.
List get_wsus_server(Context& context, Command const& command, List input);
List get_wsus_update(Context& context, Command const& command, List input);
List deny_wsus_update(Context& context, Command const& command, List input);
List approve_wsus_update(Context& context, Command const& command, List input);
List invoke_wsus_server_cleanup(Context& context, Command const& command, List input);
List where_object(Context& context, Command const& command, List input);
List for_each_object(Context& context, Command const& command, List input);
List measure_object(Context& context, Command const& command, List input);
List out_null(Context& context, Command const& command, List input);

/// Names of the cmdlets that stand at the start of a line, and of all.
[[nodiscard]] std::vector<std::string_view> starting_cmdlets();
[[nodiscard]] std::vector<std::string_view> all_cmdlets();

}  // namespace wsus::server_shell::ps
