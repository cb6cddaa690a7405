// What Windows says before a file or folder is renamed or removed, and what doing it means for the agent. Shared by ren
// and rd.
#pragma once

#include "client_sim/machine/machine.hpp"
#include "windows/prompt/prompt.hpp"

#include <optional>
#include <string_view>

namespace wsus::client_shell::folder_rules {

/// Exit code 1 and a sentence (assumption: ERRORLEVEL 1 for every refusal of cmd.exe's own commands).
[[nodiscard]] windows::CommandResult refused(std::string_view sentence);

[[nodiscard]] windows::CommandResult wrong_syntax();

/// Whether `inner` is `outer` or lies below it. Both as absolute_path() gives them.
[[nodiscard]] bool is_at_or_above(std::string_view outer, std::string_view inner);

/// Why what is at `path` cannot be moved or removed now: somebody has it open, or the user has no right to it.
/// Open are: the datastore and the agent's log while wuauserv runs, the folders of Windows and of the user always, the
/// prompt's own folder.
[[nodiscard]] std::optional<windows::CommandResult> held(machine::Machine& machine, windows::Session const& session,
                                                         std::string_view path);

/// To be called after the file or folder at `path` has gone: without its file (DataStore.edb) the agent's datastore is
/// gone too, and the next start begins with an empty one.
void after_removal(machine::Machine& machine, std::string_view path);

}  // namespace wsus::client_shell::folder_rules
