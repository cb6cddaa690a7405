// iisreset: stops and starts the internet services, so that the application reads web.config again (KB4096317 step 5).
// Text of the real command; /status from public transcripts, /start and /stop from memory. Exit code 5
// (ERROR_ACCESS_DENIED) and 87 (ERROR_INVALID_PARAMETER): assumption.
#include "server/iis/internet_services.hpp"
#include "server/shell/commands.hpp"
#include "server/shell/web_services.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace wsus::server_shell {
namespace {

using windows::Arguments;
using windows::CommandResult;
using windows::Session;

constexpr std::string_view usage = R"(
Usage:
iisreset [/RESTART] [/START] [/STOP] [/STATUS] [/NOFORCE]

    /RESTART   Stop and then restart all Internet services (the default).
    /START     Start all Internet services.
    /STOP      Stop all Internet services.
    /STATUS    Display the status of all Internet services.
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

enum class Action { restart, start, stop, status };

struct Request {
  Action action = Action::restart;
  bool noforce = false;
};

/// Empty for what the command does not take. One action at the most.
std::optional<Request> request_of(std::vector<std::string> const& words) {
  struct Row {
    std::string_view name;
    Action action;
  };
  constexpr std::array<Row, 4> rows{
      {{"restart", Action::restart}, {"start", Action::start}, {"stop", Action::stop}, {"status", Action::status}}};
  Request request;
  bool has_action = false;
  for (std::string_view word : words) {
    if (!word.starts_with('/') && !word.starts_with('-')) return std::nullopt;
    word.remove_prefix(1);
    if (windows::equal_caseless(word, "noforce")) {
      request.noforce = true;
      continue;
    }
    auto const row = std::find_if(rows.begin(), rows.end(),
                                  [word](Row const& one) { return windows::equal_caseless(one.name, word); });
    if (row == rows.end() || has_action) return std::nullopt;
    has_action = true;
    request.action = row->action;
  }
  return request;
}

CommandResult status(ServerControl const& control) {
  std::string text;
  for (std::string_view const name : {"WAS", "W3SVC"}) {
    auto const service = control.services == nullptr ? std::nullopt : control.services->find(name);
    if (!service) continue;
    text += fmt::format("Status for {} ( {} ) : {}\n", service->display_name, service->name,
                        service->running ? "Running" : "Stopped");
  }
  return {.exit_code = 0, .output = text};
}

void stop(ServerControl const& control) {
  if (control.services != nullptr) tell_changes(control, control.services->stop("WAS", true));
}

/// A disabled W3SVC stays down, which is told with the Win32 error 1058.
bool start(ServerControl const& control) {
  if (control.services == nullptr) {
    tell_application_start(control);
    return true;
  }
  auto const result = control.services->start("W3SVC");
  tell_changes(control, result);
  return result.outcome == server_machine::ServiceOutcome::done ||
         result.outcome == server_machine::ServiceOutcome::already_running;
}

CommandResult start_failed(std::string text) {
  return {.exit_code = 1058,
          .output = std::move(text) + "Start attempt failed.\n"
                                      "The service cannot be started, either because it is disabled or because it "
                                      "has no enabled devices associated with it. (2147943458, 80070422)\n"};
}

CommandResult run(Session const& session, Arguments const& arguments, ServerControl const& control) {
  auto const& words = arguments.words;
  if (std::any_of(words.begin(), words.end(), [](auto const& word) { return word == "/?" || word == "-?"; })) {
    return {.exit_code = 0, .output = std::string(usage)};
  }
  auto const request = request_of(words);
  if (!request) return {.exit_code = 87, .output = std::string(usage)};
  if (!session.identity.elevated) return {.exit_code = 5, .output = std::string(access_denied)};
  if (request->action == Action::status) return status(control);
  std::string text = "\n";
  if (request->action != Action::start) {
    stop(control);
    text += "Attempting stop...\nInternet services successfully stopped\n";
  }
  if (request->action == Action::stop) return {.exit_code = 0, .output = std::move(text)};
  text += "Attempting start...\n";
  if (!start(control)) return start_failed(std::move(text));
  text += request->action == Action::start ? "Internet services successfully started\n"
                                           : "Internet services successfully restarted\n";
  return {.exit_code = 0, .output = std::move(text)};
}

}  // namespace

windows::Command iisreset(ServerControl const& control) {
  return {.name = "iisreset",
          .summary = "iisreset [/start|/stop|/status]: restarts the internet services; web.config is read again",
          .run = [control](Session& session, Arguments const& arguments) { return run(session, arguments, control); }};
}

}  // namespace wsus::server_shell
