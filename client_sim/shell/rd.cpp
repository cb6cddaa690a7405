// rd / rmdir [/s] [/q] PATH...: removes folders. Nobody can answer the question that /s asks without /q: it meets the
// end of the input, which counts as N (assumption: exit code 1, so that scripts stop). The useful form is /s /q.
#include "client_sim/machine/paths.hpp"
#include "client_sim/shell/commands.hpp"
#include "client_sim/shell/folder_rules.hpp"
#include "windows/fs/path.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace wsus::client_shell {

namespace {

using machine::Machine;
using windows::CommandResult;
using windows::FileError;

constexpr std::string_view help = "Removes (deletes) a directory.\n\n"
                                  "RMDIR [/S] [/Q] [drive:]path\n"
                                  "RD [/S] [/Q] [drive:]path\n\n"
                                  "    /S      Removes all directories and files in the specified directory\n"
                                  "            in addition to the directory itself.  Used to remove a directory\n"
                                  "            tree.\n\n"
                                  "    /Q      Quiet mode, do not ask if ok to remove a directory tree with /S\n";

struct Line {
  std::vector<std::string> paths{};
  bool tree = false;   ///< /s
  bool quiet = false;  ///< /q
  std::optional<CommandResult> answer{};
};

/// "/s", also several glued together: "/s/q".
void take_switches(Line& line, std::string_view word) {
  while (!word.empty() && !line.answer) {
    auto const end = std::min(word.find('/', 1), word.size());
    auto const name = word.substr(1, end - 1);
    word.remove_prefix(end);
    if (windows::equal_caseless(name, "s")) {
      line.tree = true;
    } else if (windows::equal_caseless(name, "q")) {
      line.quiet = true;
    } else if (name == "?") {
      line.answer = CommandResult{0, std::string(help)};
    } else {
      line.answer = folder_rules::refused(fmt::format("Invalid switch - \"{}\".", name));
    }
  }
}

Line parse(std::vector<std::string> const& words) {
  Line line;
  line.paths.reserve(words.size());
  for (auto const& word : words) {
    if (word.starts_with('/')) {
      take_switches(line, word);
    } else {
      line.paths.push_back(word);
    }
  }
  if (!line.answer && line.paths.empty()) line.answer = folder_rules::wrong_syntax();
  return line;
}

CommandResult refused(FileError error) { return folder_rules::refused(windows::message_of(error)); }

/// The lab keeps the datastore outside of the drive; a real folder of that name has DataStore.edb in it.
bool is_empty_folder(Machine& machine, std::string_view path) {
  return machine.files().list(path).empty() && !windows::equal_caseless(path, machine::paths::data_store);
}

/// The first reason why one of the entries of a folder cannot go. Assumption: then nothing goes; cmd.exe removes what
/// it can and names the rest.
std::optional<CommandResult> held_tree(Machine& machine, windows::Session const& session, std::string const& path) {
  if (auto refusal = folder_rules::held(machine, session, path)) return refusal;
  for (auto const& entry : machine.files().list(path)) {
    if (auto refusal = held_tree(machine, session, entry)) return refusal;
  }
  return std::nullopt;
}

CommandResult remove(Machine& machine, windows::Session const& session, Line const& line, std::string const& written) {
  auto& files = machine.files();
  auto const path = files.real_case(session.resolve(written));
  if (files.is_file(path)) return folder_rules::refused("The directory name is invalid.");
  if (!files.is_directory(path)) {
    bool const has_parent = files.is_directory(windows::parent_path(path));
    return refused(has_parent ? FileError::file_not_found : FileError::path_not_found);
  }
  if (line.tree && !line.quiet) return {1, fmt::format("{}, Are you sure (Y/N)? \n", written)};
  if (!line.tree && !is_empty_folder(machine, path)) return folder_rules::refused("The directory is not empty.");
  if (auto refusal = held_tree(machine, session, path)) return *std::move(refusal);
  try {
    files.remove_as_system(path);
  } catch (std::system_error const&) {  // a real folder behind the drive
    return refused(FileError::access_denied);
  }
  folder_rules::after_removal(machine, path);
  return {};
}

CommandResult run(Machine& machine, windows::Session const& session, std::vector<std::string> const& words) {
  auto const line = parse(words);
  if (line.answer) return *line.answer;
  CommandResult result;
  for (auto const& path : line.paths) {
    auto const one = remove(machine, session, line, path);
    if (one.exit_code != 0) result.exit_code = one.exit_code;
    result.output += one.output;
  }
  return result;
}

}  // namespace

windows::Command rd(Machine& machine, std::string_view name) {
  return {.name = name,
          .summary = "rd [/s] [/q] PATH (without /q the question of /s counts as answered with N)",
          .run = [&machine](windows::Session& session, windows::Arguments const& arguments) {
            return run(machine, session, arguments.words);
          }};
}

}  // namespace wsus::client_shell
