// cd: shows or changes the current folder.
#include "windows/commands/commands.hpp"

#include <fmt/format.h>

namespace wsus::windows {
namespace {

CommandResult fail(FileError error) { return {1, fmt::format("{}\n", message_of(error))}; }

/// The folder as typed: `cd` takes all of the line, with blanks, quoted or not.
struct Wanted {
  bool change_drive = false;
  std::string path{};
};

Wanted parse(std::string_view tail) {
  Wanted wanted;
  wanted.change_drive = equal_caseless(tail.substr(0, 2), "/d") &&
                        (tail.size() == 2 || tail[2] == ' ' || tail[2] == '\t' || tail[2] == '"');
  wanted.path = tail.substr(wanted.change_drive ? 2 : 0);
  std::erase(wanted.path, '"');
  wanted.path.erase(0, wanted.path.find_first_not_of(" \t"));
  wanted.path.erase(wanted.path.find_last_not_of(" \t") + 1);
  return wanted;
}

CommandResult run_cd(Session& session, Arguments const& arguments) {
  auto const wanted = parse(arguments.tail);
  if (wanted.path.empty()) return {0, session.cwd + "\n"};

  auto const folder = session.resolve(wanted.path);
  if (session.files.is_file(folder)) return {1, "The directory name is invalid.\n"};  // ERROR_DIRECTORY, 267
  if (!session.files.is_directory(folder)) return fail(FileError::path_not_found);
  // Without /d cmd.exe notes the folder for the other drive and stays where it is. The lab keeps no such note.
  bool const same_drive = equal_caseless(folder.substr(0, 2), session.cwd.substr(0, 2));
  // With command extensions, as is the default, the prompt takes the spelling of the drive (help of cd).
  if (same_drive || wanted.change_drive) session.cwd = session.files.real_case(folder);
  return {};
}

}  // namespace

Command cd() { return {"cd", "Displays the name of or changes the current directory.", run_cd}; }

}  // namespace wsus::windows
