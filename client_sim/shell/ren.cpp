// ren / rename: gives a file or folder another name in the same folder (wua-behaviour 3.2: how a datastore is rebuilt).
#include "client_sim/shell/commands.hpp"
#include "client_sim/shell/folder_rules.hpp"
#include "windows/fs/path.hpp"

#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace wsus::client_shell {

namespace {

using machine::Machine;
using windows::CommandResult;
using windows::FileSystem;

constexpr std::string_view help = "Renames a file or files.\n\n"
                                  "RENAME [drive:][path]filename1 filename2.\n"
                                  "REN [drive:][path]filename1 filename2.\n\n"
                                  "Note that you cannot specify a new drive or path for your destination file.\n";

/// A file or folder that moves, with everything it has.
struct Item {
  std::string path{};
  std::optional<std::string> content{};  ///< empty: a folder
  windows::Security security{};
};

void collect(FileSystem const& files, std::string const& path, std::vector<Item>& items) {
  items.push_back({path, files.read_as_system(path), files.security(path).value_or(windows::Security{})});
  for (auto const& entry : files.list(path)) collect(files, entry, items);
}

void put(FileSystem& files, std::string const& path, Item const& item) {
  if (item.content) {
    files.write_as_system(path, *item.content);
  } else {
    files.make_directory(path);
  }
  files.set_security(path, item.security);
}

/// The tree is read first and taken off before it is put back, so that a drive that refuses either leaves it whole.
/// A mount becomes an ordinary file of the drive; the real file behind it stays where it is (lab's own).
void move_tree(FileSystem& files, std::string const& from, std::string const& to) {
  std::vector<Item> items;
  collect(files, from, items);
  files.remove_as_system(from);
  for (auto const& item : items) put(files, to + item.path.substr(from.size()), item);
}

CommandResult missing(Machine& machine, std::string const& path) {
  bool const has_folder = machine.files().is_directory(windows::parent_path(path));
  return folder_rules::refused(
      windows::message_of(has_folder ? windows::FileError::file_not_found : windows::FileError::path_not_found));
}

CommandResult rename(Machine& machine, windows::Session const& session, std::string const& old_path,
                     std::string const& new_name) {
  auto& files = machine.files();
  auto const path = files.real_case(old_path);
  if (windows::parent_path(path).empty()) return folder_rules::wrong_syntax();  // a drive has no name of this kind
  if (!files.is_file(path) && !files.is_directory(path)) return missing(machine, path);
  auto const target = windows::join_path(windows::parent_path(path), new_name);
  bool const other_name = !windows::equal_caseless(target, path);  // changing only the letter case is no duplicate
  if (other_name && (files.is_file(target) || files.is_directory(target)))
    return folder_rules::refused("A duplicate file name exists, or the file\ncannot be found.");
  if (auto refusal = folder_rules::held(machine, session, path)) return *std::move(refusal);
  try {
    move_tree(files, path, target);
  } catch (std::system_error const&) {  // a real file behind the drive refused
    return folder_rules::refused(windows::message_of(windows::FileError::access_denied));
  }
  if (other_name) folder_rules::after_removal(machine, path);
  return {};
}

CommandResult run(Machine& machine, windows::Session const& session, std::vector<std::string> const& words) {
  for (auto const& word : words) {
    if (word == "/?") return {0, std::string(help)};
    if (word.starts_with('/')) return folder_rules::wrong_syntax();
  }
  if (words.size() != 2 || words[0].empty()) return folder_rules::wrong_syntax();
  auto name = words[1];
  name.erase(name.find_last_not_of(". ") + 1);  // Windows drops dots and blanks at the end of a name
  if (name.empty() || name.find_first_of(R"(\/:)") != std::string::npos) return folder_rules::wrong_syntax();
  // cmd.exe takes wildcards here; the lab does not, and says what is said of other characters that no name may have.
  constexpr std::string_view not_in_names = "<>\"|?*";
  if ((words[0] + name).find_first_of(not_in_names) != std::string::npos)
    return folder_rules::refused("The filename, directory name, or volume label syntax is incorrect.");
  return rename(machine, session, session.resolve(words[0]), name);
}

}  // namespace

windows::Command ren(Machine& machine, std::string_view name) {
  return {.name = name,
          .summary = "ren PATH NEW_NAME",
          .run = [&machine](windows::Session& session, windows::Arguments const& arguments) {
            return run(machine, session, arguments.words);
          }};
}

}  // namespace wsus::client_shell
