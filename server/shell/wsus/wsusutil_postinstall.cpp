// wsusutil postinstall: finishes an installation of WSUS, or with /servicing that of one of its updates (KB3159706):
// the database gets the schema that the binaries expect.
//
// The three lines of success are the real ones, "Fatal Error: ..." is how the real one begins to fail (public logs).
// The services see the new schema at once (assumption; the article restarts the WSUS service).
#include "server/shell/wsus/wsus_parts.hpp"
#include "server/shell/wsus/wsusutil_parts.hpp"

#include <fmt/format.h>

#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

namespace wsus::server_shell::wsusutil_parts {
namespace {

using windows::CommandResult;
using windows::Session;

constexpr std::string_view usage = R"(
wsusutil postinstall [/servicing] [CONTENT_DIR=path] [SQL_INSTANCE_NAME=name]
)";

struct Request {
  bool servicing = false;
  std::optional<std::string> content_folder{};
};

/// "PATH" of "CONTENT_DIR=PATH" when the name is `name`.
std::optional<std::string_view> value_of(std::string_view word, std::string_view name) {
  auto const mark = word.find('=');
  if (mark == std::string_view::npos || !windows::equal_caseless(word.substr(0, mark), name)) return std::nullopt;
  return word.substr(mark + 1);
}

std::optional<Request> read(Words words) {
  Request request;
  for (auto const& word : words) {
    if (windows::equal_caseless(word, "/servicing") || windows::equal_caseless(word, "-servicing")) {
      request.servicing = true;
    } else if (auto const folder = value_of(word, "CONTENT_DIR")) {
      request.content_folder = std::string(*folder);
    } else if (!value_of(word, "SQL_INSTANCE_NAME")) {
      return std::nullopt;
    }
  }
  return request;
}

std::string log_path(WsusControl const& wsus) {
  std::string stamp;
  for (char const c : seconds_text(wsus.now())) {
    if (c != '-' && c != ':') stamp += c;
  }
  return fmt::format(R"(C:\Users\administrator\AppData\Local\Temp\WSUS_PostInstall_{}.log)", stamp);
}

}  // namespace

CommandResult postinstall(Session& session, Words words, ServerControl const& control) {
  auto const request = read(words);
  if (!request) return {.exit_code = 1, .output = std::string(usage)};
  auto const& folder = request->content_folder;
  if (folder && !is_full_path(*folder))
    return failed(fmt::format("Fatal Error: CONTENT_DIR \"{}\" is no full local path.", *folder));
  if (!session.identity.elevated) return failed("Fatal Error: Access is denied.");
  auto const& wsus = control.wsus;
  if (!wsus.is_complete()) return not_here("wsusutil postinstall");

  auto const log = log_path(wsus);
  std::string output = fmt::format("Log file is located at {}\nPost install is starting\n", log);
  if (!database_answers(wsus)) {
    constexpr std::string_view why = "Fatal Error: A network-related or instance-specific error occurred while "
                                     "establishing a connection to SQL Server.";
    session.files.write_as_system(log, fmt::format("{} {}\r\n", seconds_text(wsus.now()), why));
    return {.exit_code = 1, .output = fmt::format("{}{}\n", output, why)};
  }
  try {
    if (folder) session.files.make_directory(*folder);
  } catch (std::system_error const& e) {
    return {.exit_code = 1, .output = fmt::format("{}Fatal Error: {}\n", output, e.what())};
  }
  bool upgraded = false;
  wsus.database->change([&](susdb::SusDb& state) { upgraded = susdb::postinstall(state); });
  if (folder) {
    auto settings = *wsus.settings();
    settings.content_folder = *folder;
    wsus.replace_settings(std::move(settings));
  }
  session.files.write_as_system(log, fmt::format("{0} Postinstall started\r\n{0} {1}\r\n{0} Postinstall completed\r\n",
                                                 seconds_text(wsus.now()),
                                                 upgraded ? "The database was upgraded to the schema of the binaries."
                                                          : "The schema of the database is up to date."));
  return {.exit_code = 0, .output = output + "Post install has successfully completed\n"};
}

}  // namespace wsus::server_shell::wsusutil_parts
