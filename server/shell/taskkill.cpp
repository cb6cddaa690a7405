// taskkill /f /im w3wp.exe: the worker process of the pool dies, as in a crash. Texts of the real command (from
// memory).
#include "server/iis/config/default_application_host.hpp"
#include "server/iis/internet_services.hpp"
#include "server/shell/commands.hpp"
#include "server/shell/web_services.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wsus::server_shell {
namespace {

using windows::CommandResult;
using windows::equal_caseless;

constexpr int not_found = 128;
constexpr unsigned worker_process = 4'008;

constexpr std::string_view usage = R"(
TASKKILL /F /IM w3wp.exe

Description:
    Ends the worker process of the WSUS application pool.

The lab's server has no other process of this command.
)";

CommandResult run(windows::Session const& session, windows::Arguments const& arguments, ServerControl const& control) {
  auto const& words = arguments.words;
  if (std::find(words.begin(), words.end(), "/?") != words.end()) return {.exit_code = 0, .output = std::string(usage)};
  std::string image;
  bool forced = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (equal_caseless(words[i], "/f"))
      forced = true;
    else if (equal_caseless(words[i], "/im") && i + 1 < words.size())
      image = words[++i];
    else
      return {.exit_code = 1,
              .output =
                  fmt::format("ERROR: Invalid argument/option - '{}'.\nType \"TASKKILL /?\" for usage.\n", words[i])};
  }
  if (image.empty()) {
    return {.exit_code = 1,
            .output = "ERROR: Invalid syntax. Neither /FI nor /PID nor /IM were specified.\n"
                      "Type \"TASKKILL /?\" for usage.\n"};
  }
  bool const is_worker = equal_caseless(image, "w3wp.exe") && control.internet != nullptr;
  auto const pool = is_worker ? control.internet->pool(iis::wsus_pool) : std::nullopt;
  if (!pool || pool->state() != iis::ApplicationPool::State::started)
    return {.exit_code = not_found, .output = fmt::format("ERROR: The process \"{}\" not found.\n", image)};
  if (!session.identity.elevated || !forced) {
    return {.exit_code = 1,
            .output = fmt::format(
                "ERROR: The process \"{}\" with PID {} could not be terminated.\nReason: {}\n", image, worker_process,
                forced ? "Access is denied." : "This process can only be terminated forcefully (with /F option).")};
  }
  (void)control.internet->crash_pool(iis::wsus_pool, control.now ? control.now() : wusp::UtcTime{});
  tell_application_start(control);
  return {.exit_code = 0,
          .output =
              fmt::format("SUCCESS: The process \"{}\" with PID {} has been terminated.\n", image, worker_process)};
}

}  // namespace

windows::Command taskkill(ServerControl const& control) {
  return {.name = "taskkill",
          .summary = "taskkill /f /im w3wp.exe: ends the worker process of WsusPool",
          .run = [control](windows::Session& session, windows::Arguments const& arguments) {
            return run(session, arguments, control);
          }};
}

}  // namespace wsus::server_shell
