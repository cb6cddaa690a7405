// wsusutil movecontent: the content files of the server go to another folder; clients that know the old locations are
// told so (FileLocationChanged).
//
//   wsusutil movecontent NEWPATH LOGFILE [-skipcopy]
//
// The form is that of the documented command (Manage WSUS content); the sentences and exit codes are assumptions (M).
// No file moves in the lab, because content is made when it is asked for; the new folder and the log appear.
#include "server/shell/commands.hpp"

#include <fmt/format.h>

#include <string_view>
#include <system_error>

namespace wsus::server_shell {
namespace {

using windows::Arguments;
using windows::CommandResult;
using windows::equal_caseless;
using windows::Session;

constexpr std::string_view usage = R"(
wsusutil movecontent contentpath logfile [-skipcopy]

    contentpath   Full path of the new folder of the content files, on a local drive.
    logfile       Path of the log of the move.
    -skipcopy     Change the server's configuration only; the files are there.

The lab's server has no other subcommand of this tool.
)";

CommandResult refused(std::string_view sentence) { return {.exit_code = 1, .output = fmt::format("{}\n", sentence)}; }

/// "D:\WSUS": a full path of a drive.
bool is_full_path(std::string_view path) {
  bool const letter = path.size() >= 3 && ((path[0] | 0x20) >= 'a' && (path[0] | 0x20) <= 'z');
  return letter && path[1] == ':' && path[2] == '\\';
}

CommandResult move_content(Session& session, Arguments const& arguments, ServerControl const& control) {
  auto const& words = arguments.words;
  bool const skip_copy =
      words.size() == 4 && (equal_caseless(words[3], "-skipcopy") || equal_caseless(words[3], "/skipcopy"));
  if (words.size() != 3 && !skip_copy) return {.exit_code = 1, .output = std::string(usage)};
  auto const& path = words[1];
  auto const& log = words[2];
  if (!is_full_path(path))
    return refused(fmt::format("Invalid content path \"{}\": it must be a full local path.", path));
  if (!is_full_path(log)) return refused(fmt::format("Invalid log file \"{}\": it must be a full local path.", log));
  if (!session.identity.elevated) return refused("Access is denied.");
  try {
    session.files.make_directory(path);
    session.files.write_as_system(
        log, fmt::format("WSUS content directory is now {}.{}\r\n", path, skip_copy ? " No file was copied." : ""));
  } catch (std::system_error const& e) {  // a file where a folder should be, a drive that refuses
    return refused(fmt::format("The content was not moved: {}", e.what()));
  }
  if (control.move_content) control.move_content();
  return {.exit_code = 0,
          .output = "Content move is in progress. Please do not terminate this program.\nThe content move completed "
                    "successfully.\n"};
}

CommandResult run(Session& session, Arguments const& arguments, ServerControl const& control) {
  auto const& words = arguments.words;
  if (!words.empty() && equal_caseless(words[0], "movecontent")) return move_content(session, arguments, control);
  bool const wants_help = words.empty() || words[0] == "/?" || words[0] == "-?" || equal_caseless(words[0], "help");
  return {.exit_code = wants_help ? 0 : 1, .output = std::string(usage)};
}

}  // namespace

windows::Command wsusutil(ServerControl const& control) {
  return {.name = "wsusutil",
          .summary = "wsusutil movecontent PATH LOG [-skipcopy]: content files get another folder",
          .run = [control](Session& session, Arguments const& arguments) { return run(session, arguments, control); }};
}

}  // namespace wsus::server_shell
