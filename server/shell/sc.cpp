// sc query|qc|start|stop|config at the server. Layout of sc.exe; texts of its errors are FormatMessage's, exit codes
// the Win32 errors (from memory).
#include "server/shell/commands.hpp"
#include "server/shell/web_services.hpp"

#include <fmt/format.h>

#include <array>
#include <string>
#include <vector>

namespace wsus::server_shell {
namespace {

using server_machine::ServerService;
using server_machine::ServiceOutcome;
using server_machine::ServiceStart;
using server_machine::ServiceTable;
using windows::CommandResult;
using windows::equal_caseless;

constexpr int invalid_command_line = 1639;
constexpr int access_denied = 5;

constexpr std::string_view usage = R"(
DESCRIPTION:
        SC is a command line program used for communicating with the
        Service Control Manager and services.
USAGE:
        sc [command] [service name] <option1> <option2>...

The lab's server has these commands: query, queryex, qc, start, stop,
config <service> start= auto|demand|disabled.
)";

std::string_view text_of_error(unsigned code) {
  struct Row {
    unsigned code;
    std::string_view text;
  };
  constexpr std::array<Row, 7> rows{
      {{5, "Access is denied."},
       {1051, "A stop control has been sent to a service that other running services are dependent on."},
       {1056, "An instance of the service is already running."},
       {1058, "The service cannot be started, either because it is disabled or because it has no enabled devices "
              "associated with it."},
       {1060, "The specified service does not exist as an installed service."},
       {1062, "The service has not been started."},
       {1068, "The dependency service or group failed to start."}}};
  for (auto const& row : rows) {
    if (row.code == code) return row.text;
  }
  return "Unknown error.";
}

CommandResult failed(std::string_view call, unsigned code) {
  return {.exit_code = static_cast<int>(code),
          .output = fmt::format("[SC] {} FAILED {}:\n\n{}\n\n", call, code, text_of_error(code))};
}

/// A state as sc prints it: number, word, and what the service takes in it.
struct State {
  unsigned number;
  std::string_view word;
  std::string_view takes;
};
constexpr State stopped{1, "STOPPED", ""};
constexpr State start_pending{2, "START_PENDING", "(NOT_STOPPABLE, NOT_PAUSABLE, IGNORES_SHUTDOWN)"};
constexpr State stop_pending{3, "STOP_PENDING", "(NOT_STOPPABLE, NOT_PAUSABLE, IGNORES_SHUTDOWN)"};
constexpr State running{4, "RUNNING", "(STOPPABLE, NOT_PAUSABLE, ACCEPTS_SHUTDOWN)"};

std::string status(ServerService const& service, State const& state, bool with_process, bool with_display_name) {
  std::string text = fmt::format("\nSERVICE_NAME: {} \n", service.name);
  if (with_display_name) text += fmt::format("DISPLAY_NAME: {}\n", service.display_name);
  text += fmt::format("        TYPE               : 20  WIN32_SHARE_PROCESS  \n"
                      "        STATE              : {}  {} \n",
                      state.number, state.word);
  if (!state.takes.empty()) text += fmt::format("                                {}\n", state.takes);
  text += "        WIN32_EXIT_CODE    : 0  (0x0)\n"
          "        SERVICE_EXIT_CODE  : 0  (0x0)\n"
          "        CHECKPOINT         : 0x0\n"
          "        WAIT_HINT          : 0x0\n";
  if (with_process) {
    text += fmt::format("        PID                : {}\n"
                        "        FLAGS              : \n",
                        service.process);
  }
  return text;
}

State const& state_of(ServerService const& service) { return service.running ? running : stopped; }

CommandResult query(ServiceTable const& services, std::vector<std::string> const& words, bool extended) {
  if (words.size() > 2) return {.exit_code = invalid_command_line, .output = std::string(usage)};
  if (words.size() == 2) {
    auto const service = services.find(words[1]);
    if (!service) return failed("EnumQueryServicesStatus:OpenService", 1060);
    return {.exit_code = 0, .output = status(*service, state_of(*service), extended, false)};
  }
  CommandResult result;
  for (auto const& service : services.all()) {
    if (service.running) result.output += status(service, running, extended, true);
  }
  return result;
}

std::string_view start_text(ServiceStart start) {
  switch (start) {
  case ServiceStart::automatic: return "2   AUTO_START";
  case ServiceStart::manual: return "3   DEMAND_START";
  case ServiceStart::disabled: break;
  }
  return "4   DISABLED";
}

CommandResult show_configuration(ServerService const& service) {
  std::string needs;
  for (auto const& name : service.needs)
    needs += needs.empty() ? name : fmt::format("\n                           : {}", name);
  return {.exit_code = 0,
          .output = fmt::format("[SC] QueryServiceConfig SUCCESS\n\n"
                                "SERVICE_NAME: {}\n"
                                "        TYPE               : 20  WIN32_SHARE_PROCESS \n"
                                "        START_TYPE         : {}\n"
                                "        ERROR_CONTROL      : 1   NORMAL\n"
                                "        DISPLAY_NAME       : {}\n"
                                "        DEPENDENCIES       : {}\n",
                                service.name, start_text(service.start), service.display_name, needs)};
}

CommandResult start(ServerControl const& control, ServerService const& service) {
  auto const result = control.services->start(service.name);
  tell_changes(control, result);
  if (result.outcome != ServiceOutcome::done) return failed("StartService", static_cast<unsigned>(result.outcome));
  return {.exit_code = 0, .output = status(result.changed.back(), start_pending, true, false)};
}

CommandResult stop(ServerControl const& control, ServerService const& service) {
  auto const result = control.services->stop(service.name);
  tell_changes(control, result);
  if (result.outcome != ServiceOutcome::done) return failed("ControlService", static_cast<unsigned>(result.outcome));
  return {.exit_code = 0, .output = status(result.changed.back(), stop_pending, false, false)};
}

/// "start= auto" is two words, as sc.exe wants it.
CommandResult configure(ServerControl const& control, ServerService const& service,
                        std::vector<std::string> const& words) {
  struct Row {
    std::string_view word;
    ServiceStart start;
  };
  constexpr std::array<Row, 4> rows{{{"auto", ServiceStart::automatic},
                                     {"delayed-auto", ServiceStart::automatic},
                                     {"demand", ServiceStart::manual},
                                     {"disabled", ServiceStart::disabled}}};
  if (words.size() == 4 && equal_caseless(words[2], "start=")) {
    for (auto const& row : rows) {
      if (!equal_caseless(row.word, words[3])) continue;
      control.services->set_start(service.name, row.start);
      return {.exit_code = 0, .output = "[SC] ChangeServiceConfig SUCCESS\n"};
    }
  }
  return {.exit_code = invalid_command_line, .output = std::string(usage)};
}

CommandResult act(windows::Session const& session, std::vector<std::string> const& words,
                  ServerControl const& control) {
  struct Row {
    std::string_view verb;
    std::string_view call;
  };
  constexpr std::array<Row, 4> rows{{{"qc", "OpenService"},
                                     {"start", "StartService: OpenService"},
                                     {"stop", "OpenService"},
                                     {"config", "OpenService"}}};
  for (auto const& row : rows) {
    if (!equal_caseless(row.verb, words[0])) continue;
    if (words.size() < 2) break;
    auto const service = control.services->find(words[1]);
    if (!service) return failed(row.call, 1060);
    if (row.verb == "qc") return show_configuration(*service);
    if (!session.identity.elevated) return failed(row.call, access_denied);
    if (row.verb == "start") return start(control, *service);
    if (row.verb == "stop") return stop(control, *service);
    return configure(control, *service, words);
  }
  return {.exit_code = invalid_command_line, .output = std::string(usage)};
}

CommandResult run(windows::Session const& session, std::vector<std::string> const& words,
                  ServerControl const& control) {
  if (words.empty() || words[0] == "/?") return {.exit_code = 0, .output = std::string(usage)};
  if (control.services == nullptr) return failed("OpenService", 1060);
  bool const extended = equal_caseless(words[0], "queryex");
  if (extended || equal_caseless(words[0], "query")) return query(*control.services, words, extended);
  return act(session, words, control);
}

}  // namespace

windows::Command sc(ServerControl const& control) {
  return {.name = "sc",
          .summary = "sc query|queryex|qc|start|stop|config SERVICE",
          .run = [control](windows::Session& session, windows::Arguments const& arguments) {
            return run(session, arguments.words, control);
          }};
}

}  // namespace wsus::server_shell
