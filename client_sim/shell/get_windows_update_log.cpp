// Get-WindowsUpdateLog [-LogPath PATH]: makes a readable file of the agent's traces. A cmdlet of Windows 10 and later.
#include "client_sim/machine/paths.hpp"
#include "client_sim/shell/commands.hpp"
#include "client_sim/shell/powershell_errors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace wsus::client_shell {

namespace {

using machine::Machine;
using windows::CommandResult;
using windows::FileError;

constexpr std::string_view cmdlet = "Get-WindowsUpdateLog";

CommandResult cannot_write(FileError why, std::string_view path) {
  auto const sentence = why == FileError::path_not_found  ? fmt::format("Could not find a part of the path '{}'.", path)
                        : why == FileError::access_denied ? fmt::format("Access to the path '{}' is denied.", path)
                                                          : std::string(windows::message_of(why));
  return powershell_errors::error(cmdlet, sentence,
                                  fmt::format("WriteError: ({}:String) [{}], IOException", path, cmdlet),
                                  fmt::format("WriteError,{}", cmdlet));
}

/// Parameters that change nothing in the lab; the bool tells whether one takes a value.
constexpr std::array<std::pair<std::string_view, bool>, 4> ignored_parameters{
    {{"-SymbolServer", true}, {"-ProcessingType", true}, {"-ForceFlush", false}, {"-IncludeAllLogs", false}}};

struct Parameters {
  std::optional<std::string> log_path{};
  std::optional<CommandResult> error{};
};

std::optional<bool> takes_value(std::string_view name) {
  if (windows::equal_caseless(name, "-LogPath")) return true;
  for (auto const& [known, value] : ignored_parameters) {
    if (windows::equal_caseless(name, known)) return value;
  }
  return std::nullopt;
}

Parameters parse(std::vector<std::string> const& words) {
  Parameters result;
  for (std::size_t i = 0; i < words.size(); ++i) {
    auto const& name = words[i];
    auto const bare = name.substr(name.starts_with('-') ? 1 : 0);
    auto const value = takes_value(name);
    if (!value) {
      result.error = powershell_errors::unknown_parameter(cmdlet, bare);
      return result;
    }
    if (!*value) continue;
    if (++i == words.size()) {
      result.error = powershell_errors::missing_argument(cmdlet, bare, "System.String");
      return result;
    }
    if (windows::equal_caseless(name, "-LogPath")) result.log_path = words[i];
  }
  return result;
}

std::string default_path(windows::Session& session) {
  auto const desktop = machine::paths::desktop_of(session.identity.user);
  session.files.make_directory(desktop);  // whoever is logged on has one
  return desktop + R"(\WindowsUpdate.log)";
}

CommandResult run(Machine& machine, windows::Session& session, windows::Arguments const& arguments) {
  if (traits_of(machine.options().profile).log == machine::LogForm::text)
    return powershell_errors::not_recognised(cmdlet);
  auto const parameters = parse(arguments.words);
  if (parameters.error) return *parameters.error;
  auto const path = parameters.log_path ? session.resolve(*parameters.log_path) : default_path(session);
  auto const traces = machine.files().read_as_system(machine.agent_log_path()).value_or("");
  if (auto const why = session.files.write(path, traces, session.identity)) return cannot_write(*why, path);
  return {0, fmt::format("WindowsUpdate.log written to {}\n", path)};
}

}  // namespace

windows::Command get_windows_update_log(Machine& machine) {
  return {.name = cmdlet,
          .summary = "Get-WindowsUpdateLog [-LogPath PATH]",
          .run = [&machine](windows::Session& session, windows::Arguments const& arguments) {
            return run(machine, session, arguments);
          }};
}

}  // namespace wsus::client_shell
