// sc query|qc|config|start|stop. Texts and exit codes of sc.exe (assumption: from memory, English Windows).
#include "client_sim/shell/commands.hpp"
#include "client_sim/shell/lab_knows.hpp"
#include "client_sim/shell/service_control.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace wsus::client_shell {

namespace {

using machine::Machine;
using machine::StartType;
using machine::WindowsService;
using windows::CommandResult;
using windows::equal_caseless;
using Words = std::span<std::string const>;

constexpr std::string_view known = "sc query [SERVICE], sc qc SERVICE, sc config SERVICE start= "
                                   "boot|system|auto|delayed-auto|demand|disabled, sc start|stop "
                                   "SERVICE";

constexpr std::string_view usage = "DESCRIPTION:\n"
                                   "        SC is a command line program used for communicating with the\n"
                                   "        Service Control Manager and services.\n"
                                   "USAGE:\n"
                                   "        sc <server> [command] [service name] <option1> <option2>...\n\n";

constexpr std::string_view config_usage = "DESCRIPTION:\n"
                                          "        Modifies a service entry in the registry and Service Database.\n"
                                          "USAGE:\n"
                                          "        sc <server> config [service name] <option1> <option2>...\n\n"
                                          "OPTIONS:\n"
                                          "NOTE: The option name includes the equal sign.\n"
                                          "      A space is required between the equal sign and the value.\n"
                                          " start= <boot|system|auto|demand|disabled|delayed-auto>\n";

struct StartWord {
  StartType type;
  std::string_view word;   ///< as sc config takes it
  std::string_view shown;  ///< as sc qc prints it
};
constexpr std::array<StartWord, 4> start_words{{
    {StartType::automatic, "auto", "2   AUTO_START"},
    {StartType::delayed, "delayed-auto", "2   AUTO_START  (DELAYED)"},
    {StartType::manual, "demand", "3   DEMAND_START"},
    {StartType::disabled, "disabled", "4   DISABLED"},
}};

CommandResult failed(std::string_view what, ServiceError error) {
  auto const number = static_cast<unsigned>(error);
  return {static_cast<int>(number), fmt::format("[SC] {} FAILED {}:\n\n{}\n\n", what, number, message_of(error))};
}

enum class Pending { none, starting, stopping };

std::string status_of(WindowsService const& service, std::string_view shown_name, Pending pending) {
  std::string_view state = service.is_running() ? "4  RUNNING" : "1  STOPPED";
  if (pending == Pending::starting) state = "2  START_PENDING";
  if (pending == Pending::stopping) state = "3  STOP_PENDING";
  bool const stoppable = service.is_running() && service.stoppable && pending == Pending::none;
  return fmt::format("\nSERVICE_NAME: {} \n"
                     "        TYPE               : 30  WIN32  \n"
                     "        STATE              : {} \n"
                     "                                ({}, NOT_PAUSABLE, {})\n"
                     "        WIN32_EXIT_CODE    : 0  (0x0)\n"
                     "        SERVICE_EXIT_CODE  : 0  (0x0)\n"
                     "        CHECKPOINT         : 0x0\n"
                     "        WAIT_HINT          : 0x0\n",
                     shown_name, state, stoppable ? "STOPPABLE" : "NOT_STOPPABLE",
                     stoppable ? "ACCEPTS_SHUTDOWN" : "IGNORES_SHUTDOWN");
}

/// Display names are no names for sc.
WindowsService const* find(Machine& machine, std::string_view name) {
  auto const* const service = machine.services().find(name);
  return service != nullptr && equal_caseless(service->name, name) ? service : nullptr;
}

/// With the display name below the name, as query prints it and start and stop do not.
std::string listed(WindowsService const& service, std::string_view shown_name) {
  auto text = status_of(service, shown_name, Pending::none);
  auto const line_end = text.find('\n', 1) + 1;
  return text.insert(line_end, fmt::format("DISPLAY_NAME: {}\n", service.display_name));
}

CommandResult query(Machine& machine, Words words) {
  if (words.empty()) {
    std::string text;
    for (auto const& [name, service] : machine.services().all()) {
      if (service.is_running()) text += listed(service, name);
    }
    return {0, text};
  }
  if (words.size() > 1 || words[0].ends_with('=')) return lab_knows({87, std::string(usage)}, known);
  auto const* const service = find(machine, words[0]);
  if (service == nullptr) return failed("EnumQueryServicesStatus:OpenService", ServiceError::does_not_exist);
  return {0, status_of(*service, words[0], Pending::none)};
}

CommandResult configuration(Machine& machine, std::string const& name) {
  auto const* const service = find(machine, name);
  if (service == nullptr) return failed("OpenService", ServiceError::does_not_exist);
  std::string_view start;
  for (auto const& word : start_words) {
    if (word.type == service->setting.start) start = word.shown;
  }
  std::string dependencies;
  for (auto const& needed : service->depends_on) {
    dependencies += fmt::format("{}{}\n", dependencies.empty() ? "" : "                           : ", needed);
  }
  return {0, fmt::format("[SC] QueryServiceConfig SUCCESS\n\n"
                         "SERVICE_NAME: {}\n"
                         "        TYPE               : 20  WIN32_SHARE_PROCESS \n"
                         "        START_TYPE         : {}\n"
                         "        ERROR_CONTROL      : 1   NORMAL\n"
                         "        BINARY_PATH_NAME   : {}\n"
                         "        LOAD_ORDER_GROUP   : \n"
                         "        TAG                : 0\n"
                         "        DISPLAY_NAME       : {}\n"
                         "        DEPENDENCIES       : {}"
                         "        SERVICE_START_NAME : {}\n",
                         name, start, service->binary, service->display_name,
                         dependencies.empty() ? "\n" : dependencies, service->account)};
}

std::optional<StartType> start_type_of(std::string_view word) {
  // boot and system are for drivers; sc takes them, and the service starts with Windows.
  if (equal_caseless(word, "boot") || equal_caseless(word, "system")) return StartType::automatic;
  for (auto const& known_word : start_words) {
    if (equal_caseless(word, known_word.word)) return known_word.type;
  }
  return std::nullopt;
}

CommandResult wrong_config() {
  constexpr int invalid_command_line = 1639;
  return lab_knows({invalid_command_line, std::string(config_usage)}, known);
}

CommandResult configure(Machine& machine, bool elevated, Words words) {
  auto const& name = words[0];
  auto const options = words.subspan(1);
  // "start=auto" without its blank is no option.
  if (options.size() != 2 || !equal_caseless(options[0], "start=")) return wrong_config();
  auto const type = start_type_of(options[1]);
  if (!type) return wrong_config();
  if (find(machine, name) == nullptr) return failed("OpenService", ServiceError::does_not_exist);
  if (!elevated) return failed("OpenService", ServiceError::access_denied);
  machine.services().set_start(name, *type);
  return {0, "[SC] ChangeServiceConfig SUCCESS\n"};
}

CommandResult start(Machine& machine, AgentControl const& agent, bool elevated, std::string const& name) {
  if (find(machine, name) == nullptr) return failed("StartService: OpenService", ServiceError::does_not_exist);
  if (!elevated) return failed("StartService: OpenService", ServiceError::access_denied);
  auto const error = start_with_dependencies(machine, agent, name);
  if (error != ServiceError::none) return failed("StartService", error);
  return {0, status_of(*find(machine, name), name, Pending::starting)};
}

CommandResult stop(Machine& machine, AgentControl const& agent, bool elevated, std::string const& name) {
  if (find(machine, name) == nullptr) return failed("OpenService", ServiceError::does_not_exist);
  if (!elevated) return failed("OpenService", ServiceError::access_denied);
  auto const error = stop_service(machine, agent, name, false);
  if (error != ServiceError::none) return failed("ControlService", error);
  return {0, status_of(*find(machine, name), name, Pending::stopping)};
}

CommandResult run(Machine& machine, AgentControl const& agent, bool elevated, Words words) {
  if (words.empty()) return lab_knows({0, std::string(usage)}, known);
  auto const is = [&](std::string_view verb) { return equal_caseless(words[0], verb); };
  auto const rest = words.subspan(1);
  if (is("query") || is("queryex")) return query(machine, rest);
  bool const one_service = is("qc") || is("config") || is("start") || is("stop");
  constexpr int invalid_command_line = 1639;
  if (one_service && rest.empty()) return lab_knows({invalid_command_line, std::string(usage)}, known);
  if (is("qc")) return configuration(machine, rest[0]);
  if (is("config")) return configure(machine, elevated, rest);
  if (is("start")) return start(machine, agent, elevated, rest[0]);
  if (is("stop")) return stop(machine, agent, elevated, rest[0]);
  return lab_knows({invalid_command_line, fmt::format("*** Unrecognized Command ***\n{}", usage)}, known);
}

}  // namespace

windows::Command sc(Machine& machine, AgentControl const& agent) {
  return {.name = "sc",
          .summary = "sc query|qc|config|start|stop SERVICE ...",
          .run = [&machine, agent](windows::Session& session, windows::Arguments const& arguments) {
            return run(machine, agent, session.identity.elevated, arguments.words);
          }};
}

}  // namespace wsus::client_shell
