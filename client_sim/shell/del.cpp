// del, erase: removes files. Folders stay; the agent's datastore goes with DataStore.edb.
#include "client_sim/shell/commands.hpp"
#include "client_sim/shell/folder_rules.hpp"
#include "windows/fs/path.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <system_error>
#include <vector>

namespace wsus::client_shell {

namespace {

using machine::Machine;
using windows::CommandResult;

constexpr std::string_view help = "Deletes one or more files.\n\n"
                                  "DEL [/P] [/F] [/S] [/Q] [/A[[:]attributes]] names\n"
                                  "ERASE [/P] [/F] [/S] [/Q] [/A[[:]attributes]] names\n\n"
                                  "  names         Specifies a list of one or more files or directories.\n"
                                  "                Wildcards may be used to delete multiple files. If a\n"
                                  "                directory is specified, all files within the directory\n"
                                  "                will be deleted.\n";

bool same_letter(char pattern, char letter) {
  return pattern == '?' || windows::equal_caseless({&pattern, 1}, {&letter, 1});
}

/// "*" for any text, "?" for any letter. Goes back to the last star only.
bool fits(std::string_view pattern, std::string_view name) {
  std::size_t p = 0;
  std::size_t n = 0;
  auto star = std::string_view::npos;  // behind the last star, and where the text that it stands for ends
  std::size_t covered = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = ++p;
      covered = n;
    } else if (p < pattern.size() && same_letter(pattern[p], name[n])) {
      ++p;
      ++n;
    } else if (star != std::string_view::npos) {
      p = star;
      n = ++covered;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

struct Options {
  bool subfolders = false;  ///< /s
  bool quiet = false;       ///< /q: no question for all files of a folder
};

/// Files in `folder` whose name fits, and in its subfolders with /s.
void collect(windows::FileSystem const& files, std::string const& folder, std::string_view pattern, bool subfolders,
             std::vector<std::string>& found) {
  for (auto const& entry : files.list(folder)) {
    if (files.is_file(entry) && fits(pattern, windows::last_name(entry))) found.push_back(entry);
    if (subfolders && files.is_directory(entry)) collect(files, entry, pattern, true, found);
  }
}

/// cmd.exe goes on after a file that cannot go, and so does this; the exit code tells of it (assumption).
CommandResult remove_all(Machine& machine, windows::Session const& session, std::vector<std::string> const& paths) {
  CommandResult result;
  for (auto const& path : paths) {
    auto refusal = folder_rules::held(machine, session, path);
    if (!refusal) {
      try {
        machine.files().remove_as_system(path);
        folder_rules::after_removal(machine, path);
        continue;
      } catch (std::system_error const&) {  // a real file behind the drive refused
        refusal = folder_rules::refused(windows::message_of(windows::FileError::access_denied));
      }
    }
    result.exit_code = refusal->exit_code;
    result.output += path + "\n" + refusal->output;
  }
  return result;
}

CommandResult remove(Machine& machine, windows::Session const& session, std::string const& word, Options options) {
  auto const& files = machine.files();
  auto path = session.resolve(word);
  bool const whole_folder = files.is_directory(path);
  if (whole_folder) path = windows::join_path(path, "*");
  std::string const last(windows::last_name(path));
  auto const pattern = last == "*.*" ? "*" : last;
  if (pattern == "*" && !options.quiet) {
    return folder_rules::refused(
        fmt::format("{}, Are you sure (Y/N)? ", windows::join_path(windows::parent_path(path), "*")));
  }
  std::vector<std::string> found;
  collect(files, std::string(windows::parent_path(path)), pattern, options.subfolders, found);
  if (found.empty()) return folder_rules::refused(fmt::format("Could Not Find {}", path));
  return remove_all(machine, session, found);
}

CommandResult run(Machine& machine, windows::Session const& session, std::vector<std::string> const& words) {
  Options options;
  std::vector<std::string> names;
  for (auto const& word : words) {
    auto const option = windows::to_lower(word);
    if (option == "/?") return {0, std::string(help)};
    options.subfolders = options.subfolders || option == "/s";
    options.quiet = options.quiet || option == "/q";
    bool const is_known = option == "/s" || option == "/q" || option == "/f" || option.starts_with("/a");
    if (option.starts_with('/') && !is_known)
      return folder_rules::refused(fmt::format("Invalid switch - \"{}\".", word.substr(1)));
    if (!option.starts_with('/')) names.push_back(word);
  }
  if (names.empty()) return folder_rules::wrong_syntax();
  CommandResult result;
  for (auto const& name : names) {
    auto const one = remove(machine, session, name, options);
    result.output += one.output;
    result.exit_code = std::max(result.exit_code, one.exit_code);
  }
  return result;
}

}  // namespace

windows::Command del(Machine& machine, std::string_view name) {
  return {.name = name,
          .summary = "del [/f] [/s] [/q] FILE ...",
          .run = [&machine](windows::Session& session, windows::Arguments const& arguments) {
            return run(machine, session, arguments.words);
          }};
}

}  // namespace wsus::client_shell
