// del / erase: deletes files, of the drive and of the content folder.
//
//   del [/F] [/Q] FILE...     a name may have '*' and '?'
//
// Texts of the real command; exit code 0 even when it could not find a file, as cmd.exe has it. /P and /S are not
// known. Content files are not on the drive, because they are made when somebody asks for them: deleting one marks it
// as missing, and only 'wsusutil reset' brings it back.
#include "server/shell/commands.hpp"
#include "server/shell/wildcard.hpp"
#include "server/shell/wsus/wsus_parts.hpp"
#include "windows/fs/path.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

namespace wsus::server_shell {
namespace {

using windows::Arguments;
using windows::CommandResult;
using windows::equal_caseless;
using windows::Session;

constexpr std::string_view help = R"(Deletes one or more files.

DEL [/F] [/Q] names
ERASE [/F] [/Q] names

  names         Specifies a list of one or more files. Wildcards may be used.
  /F            Force deleting of read-only files.
  /Q            Quiet mode, do not ask if ok to delete on global wildcard.

The lab's server has no other option of this command.
)";

class Deletion {
public:
  Deletion(Session& session, WsusControl const& wsus) : session_(session), wsus_(wsus) {
    if (!wsus_.is_complete()) return;
    folder_ = content_folder(*wsus_.settings());
    content_ = content::list_files(*wsus_.catalogue(), *wsus_.content);
  }

  /// What is said about one name; nothing when it went well.
  std::string remove(std::string_view typed) {
    auto path = session_.resolve(typed);
    if (session_.files.is_directory(path)) path = windows::join_path(path, "*");
    auto const parent = std::string(windows::parent_path(path));
    auto const pattern = std::string(windows::last_name(path));
    bool found = false;
    std::string said;
    for (auto const& entry : session_.files.list(parent)) {
      if (!session_.files.is_file(entry) || !fits_wildcard(windows::last_name(entry), pattern)) continue;
      found = true;
      said += remove_file(entry);
    }
    for (auto const& file : content_) {
      auto const entry = windows::join_path(folder_, file.path);
      bool const is_gone = file.flaw && file.flaw->is_missing;
      if (is_gone || !equal_caseless(windows::parent_path(entry), parent) ||
          !fits_wildcard(windows::last_name(entry), pattern))
        continue;
      found = true;
      said += remove_content(entry, file);
    }
    return found ? said : fmt::format("Could Not Find {}\n", path);
  }

private:
  std::string refused(std::string_view path) const { return fmt::format("{}\nAccess is denied.\n", path); }

  std::string remove_file(std::string const& path) {
    auto const security = session_.files.security(path);
    if (security && !security->allows(session_.identity, windows::Access::modify)) return refused(path);
    try {
      session_.files.remove_as_system(path);
    } catch (std::system_error const&) {  // a file of a mounted folder
      return refused(path);
    }
    return {};
  }

  std::string remove_content(std::string const& path, content::ListedFile const& file) {
    if (!session_.identity.elevated) return refused(path);
    wsus_.content->set(file.file.sha1, {.is_missing = true});
    return {};
  }

  Session& session_;
  WsusControl const& wsus_;
  std::string folder_{};
  std::vector<content::ListedFile> content_{};
};

CommandResult run(Session& session, Arguments const& arguments, ServerControl const& control) {
  std::vector<std::string> names;
  for (auto const& word : arguments.words) {
    if (word == "/?") return {.exit_code = 0, .output = std::string(help)};
    if (equal_caseless(word, "/f") || equal_caseless(word, "/q")) continue;
    if (word.starts_with('/'))
      return {.exit_code = 1, .output = fmt::format("Invalid switch - \"{}\".\n", word.substr(1))};
    names.push_back(word);
  }
  if (names.empty()) return {.exit_code = 1, .output = "The syntax of the command is incorrect.\n"};
  CommandResult result;
  Deletion deletion(session, control.wsus);
  for (auto const& name : names) result.output += deletion.remove(name);
  return result;
}

}  // namespace

windows::Command del(ServerControl const& control) {
  return {.name = "del",
          .summary = "del [/F] [/Q] FILE: deletes files, of the content folder too",
          .run = [control](Session& session, Arguments const& arguments) { return run(session, arguments, control); }};
}

}  // namespace wsus::server_shell
