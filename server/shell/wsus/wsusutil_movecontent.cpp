// wsusutil movecontent: the content files of the server go to another folder; clients that know the old locations are
// told so (FileLocationChanged), and the files are verified at the end.
//
// Form and log are those of the documented command and of public logs; the folder is made when it is missing (the real
// one refuses), because nothing else in the lab could make one. No file moves, because content is made when it is asked
// for.
#include "server/iis/config/configuration_edit.hpp"
#include "server/iis/config/default_application_host.hpp"
#include "server/iis/server_files.hpp"
#include "server/iis/web_config_security.hpp"
#include "server/shell/wsus/wsus_parts.hpp"
#include "server/shell/wsus/wsusutil_parts.hpp"
#include "windows/fs/path.hpp"

#include <fmt/format.h>

#include <system_error>
#include <variant>

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

/// /Content of the WSUS site leads to the new folder, which has the rights of the old one as installed (assumption).
/// False: applicationHost.config is not there, cannot be read, or has no such directory; it stays as it is.
bool lead_content_to(windows::FileSystem& files, std::string const& content) {
  files.make_directory(content);
  files.set_security(content, iis::initial_content_security());
  auto const host = files.read_as_system(iis::application_host_config);
  if (!host) return false;
  auto const edited = iis::set_directory(*host, iis::wsus_site, "/", {.path = "/Content", .physical_path = content});
  auto const* const text = std::get_if<std::string>(&edited);
  if (text != nullptr) files.write_as_system(iis::application_host_config, *text);
  return text != nullptr;
}

/// The steps of the real log, in its words; that of a directory that could not be led elsewhere is the lab's own.
std::string log_of_move(std::string_view when, std::string_view folder, bool copies, bool leads_there) {
  std::string log;
  auto const add = [&](std::string_view sentence) { log += fmt::format("{} {}\r\n", when, sentence); };
  add("Successfully stopped WsusService.");
  add(fmt::format("Beginning content file location change to {}\\WsusContent\\", folder));
  if (copies) {
    add("Successfully copied content files.");
    add("Successfully copied application files.");
  }
  for (auto const* const sentence :
       {"Successfully changed WUS configuration.",
        leads_there ? "Successfully changed IIS virtual directory path."
                    : "Failed to change IIS virtual directory path.",
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
    bool const leads_there = lead_content_to(session.files, windows::join_path(folder, "WsusContent"));
    session.files.write_as_system(log, log_of_move(when, folder, !skip_copy, leads_there));
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
