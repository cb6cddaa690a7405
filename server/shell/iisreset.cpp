// iisreset: stops and starts the internet services, so that the application reads web.config again (KB4096317 step 5).
// Text of the real command. Exit code 5 (ERROR_ACCESS_DENIED) and 87 (ERROR_INVALID_PARAMETER): assumption.
#include "server/shell/commands.hpp"

#include <algorithm>
#include <array>

namespace wsus::server_shell {
namespace {

using windows::Arguments;
using windows::CommandResult;
using windows::Session;

constexpr std::string_view usage = R"(
Usage:
iisreset [/RESTART] [/NOFORCE]

    /RESTART   Stop and then restart all Internet services (the default).
    /NOFORCE   Do not forcefully terminate Internet services if
               attempting to stop them gracefully fails.
    /?         Display this help message.

The lab's server has no other option of this command.
)";

constexpr std::string_view access_denied = R"(
Access denied, you must be an administrator of the remote computer to use this
command. Either have your user account added to the administrator local group of
the remote computer or to the domain administrator global group.
)";

constexpr std::string_view restarted = R"(
Attempting stop...
Internet services successfully stopped
Attempting start...
Internet services successfully restarted
)";

bool is_known(std::string_view option) {
  constexpr std::array<std::string_view, 2> known{"restart", "noforce"};
  if (!option.starts_with('/') && !option.starts_with('-')) return false;
  option.remove_prefix(1);
  return std::any_of(known.begin(), known.end(), [&](auto name) { return windows::equal_caseless(option, name); });
}

CommandResult run(Session const& session, Arguments const& arguments, ServerControl const& control) {
  auto const& words = arguments.words;
  if (std::any_of(words.begin(), words.end(), [](auto const& word) { return word == "/?" || word == "-?"; })) {
    return {.exit_code = 0, .output = std::string(usage)};
  }
  if (!std::all_of(words.begin(), words.end(), is_known)) return {.exit_code = 87, .output = std::string(usage)};
  if (!session.identity.elevated) return {.exit_code = 5, .output = std::string(access_denied)};
  if (control.iisreset) control.iisreset();
  return {.exit_code = 0, .output = std::string(restarted)};
}

}  // namespace

windows::Command iisreset(ServerControl const& control) {
  return {.name = "iisreset",
          .summary = "restarts the internet services; the application reads web.config again",
          .run = [control](Session& session, Arguments const& arguments) { return run(session, arguments, control); }};
}

}  // namespace wsus::server_shell
