// Get-WindowsUpdateLog [-LogPath PATH]: makes a readable file of the agent's traces. A cmdlet of Windows 10 and later.
#include "client_sim/machine/paths.hpp"
#include "client_sim/shell/commands.hpp"

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
constexpr int failed = 1;  // assumption: what powershell.exe -Command ends with after an error

CommandResult error(std::string_view sentence, std::string_view category, std::string_view id) {
  return {failed, fmt::format("{0} : {1}\n"
                              "At line:1 char:1\n"
                              "+ {0}\n"
                              "+ {2}\n"
                              "    + CategoryInfo          : {3}\n"
                              "    + FullyQualifiedErrorId : {4}\n\n",
                              cmdlet, sentence, std::string(cmdlet.size(), '~'), category, id)};
}

CommandResult not_recognised() {
  return error(
      fmt::format("The term '{}' is not recognized as the name of a cmdlet, function, script file, or operable "
                  "program. Check the spelling of the name, or if a path was included, verify that the path is "
                  "correct and try again.",
                  cmdlet),
      fmt::format("ObjectNotFound: ({}:String) [], CommandNotFoundException", cmdlet), "CommandNotFoundException");
}

CommandResult binding_error(std::string_view sentence, std::string_view id) {
  return error(sentence, fmt::format("InvalidArgument: (:) [{}], ParameterBindingException", cmdlet),
               fmt::format("{},{}", id, cmdlet));
}

CommandResult cannot_write(FileError why, std::string_view path) {
  auto const sentence = why == FileError::path_not_found  ? fmt::format("Could not find a part of the path '{}'.", path)
                        : why == FileError::access_denied ? fmt::format("Access to the path '{}' is denied.", path)
                                                          : std::string(windows::message_of(why));
  return error(sentence, fmt::format("WriteError: ({}:String) [{}], IOException", path, cmdlet),
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
      result.error = binding_error(fmt::format("A parameter cannot be found that matches parameter name '{}'.", bare),
                                   "NamedParameterNotFound");
      return result;
    }
    if (!*value) continue;
    if (++i == words.size()) {
      result.error = binding_error(fmt::format("Missing an argument for parameter '{}'. Specify a parameter of type "
                                               "'System.String' and try again.",
                                               bare),
                                   "MissingArgument");
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
  if (machine.options().profile == machine::Profile::w8) return not_recognised();
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
