// wsusutil movecontent: the content files of the server go to another folder; clients that know the old locations are
// told so (FileLocationChanged), and the files are verified at the end.
//
// Form and log are those of the documented command and of public logs; the folder is made when it is missing (the real
// one refuses), because nothing else in the lab could make one. No file moves, because content is made when it is asked
// for.
#include "server/shell/wsus/wsus_parts.hpp"
#include "server/shell/wsus/wsusutil_parts.hpp"

#include <fmt/format.h>

#include <system_error>

namespace wsus::server_shell::wsusutil_parts {
namespace {

using windows::CommandResult;
using windows::Session;

constexpr std::string_view usage = R"(
wsusutil movecontent contentpath logfile [-skipcopy]

    contentpath   Full path of the new folder of the content files, on a local drive.
    logfile       Path of the log of the move.
    -skipcopy     Change the server's configuration only; the files are there.
)";

/// The steps of the real log, in its words.
std::string log_of_move(std::string_view when, std::string_view folder, bool copies) {
  std::string log;
  auto const add = [&](std::string_view sentence) { log += fmt::format("{} {}\r\n", when, sentence); };
  add("Successfully stopped WsusService.");
  add(fmt::format("Beginning content file location change to {}\\WsusContent\\", folder));
  if (copies) {
    add("Successfully copied content files.");
    add("Successfully copied application files.");
  }
  for (auto const* const sentence :
       {"Successfully changed WUS configuration.", "Successfully changed IIS virtual directory path.",
        "Successfully removed existing local content network shares.",
        "Successfully created local content network shares.",
        "Successfully changed registry value for content store directory.",
        "Successfully changed content file location.", "Successfully started WsusService.",
        "Content integrity check and repair...", "Initiated content integrity check and repair."})
    add(sentence);
  return log;
}

std::string without_last_slash(std::string_view path) {
  if (path.size() > 3 && path.ends_with('\\')) path.remove_suffix(1);
  return std::string(path);
}

}  // namespace

CommandResult move_content(Session& session, Words words, ServerControl const& control) {
  bool const skip_copy = words.size() == 3 && (windows::equal_caseless(words[2], "-skipcopy") ||
                                               windows::equal_caseless(words[2], "/skipcopy"));
  if (words.size() != 2 && !skip_copy) return {.exit_code = 1, .output = std::string(usage)};
  auto const& log = words[1];
  if (!is_full_path(words[0]))
    return failed(fmt::format("Invalid content path \"{}\": it must be a full local path.", words[0]));
  if (!is_full_path(log)) return failed(fmt::format("Invalid log file \"{}\": it must be a full local path.", log));
  if (!session.identity.elevated) return failed("Access is denied.");
  auto const folder = without_last_slash(words[0]);
  auto const& wsus = control.wsus;
  auto const when = wsus.now ? seconds_text(wsus.now()) : seconds_text({});
  try {
    session.files.make_directory(folder);
    session.files.write_as_system(log, log_of_move(when, folder, !skip_copy));
  } catch (std::system_error const& e) {  // a file where a folder should be, a drive that refuses
    return failed(fmt::format("The content was not moved: {}", e.what()));
  }
  if (control.move_content) control.move_content();
  if (wsus.is_complete()) {
    auto settings = *wsus.settings();
    settings.content_folder = folder;
    wsus.replace_settings(std::move(settings));
    (void)mend_content(session, wsus);
  }
  return {.exit_code = 0,
          .output =
              "Content location is being moved. Please do not terminate this program.\nThe content move completed "
              "successfully.\n"};
}

}  // namespace wsus::server_shell::wsusutil_parts
