// Get-Service, Start-Service, Stop-Service, Restart-Service, Set-Service -StartupType. Texts of Windows PowerShell 5.1
// (assumption: from memory).
#include "client_sim/shell/commands.hpp"
#include "client_sim/shell/powershell_errors.hpp"
#include "client_sim/shell/service_control.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace wsus::client_shell {

namespace {

using machine::Machine;
using machine::StartType;
using machine::WindowsService;
using windows::CommandResult;
using windows::equal_caseless;

/// What the five take: names, -Force, and of Set-Service -StartupType and -Status.
struct Parameters {
  std::vector<std::string> names{};
  std::optional<std::string> startup_type{};
  std::optional<std::string> status{};
  bool force = false;
  std::optional<CommandResult> error{};
};

void add_names(std::vector<std::string>& names, std::string_view list) {
  while (!list.empty()) {
    auto const end = std::min(list.find(','), list.size());
    if (end > 0) names.emplace_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

Parameters parse(std::string_view cmdlet, std::vector<std::string> const& words) {
  bool const sets = equal_caseless(cmdlet, "Set-Service");
  Parameters result;
  for (std::size_t i = 0; i < words.size(); ++i) {
    auto const& word = words[i];
    auto const is = [&](std::string_view name) { return equal_caseless(word, name); };
    if (!word.starts_with('-')) {
      add_names(result.names, word);
      continue;
    }
    if (is("-Force") || is("-PassThru") || is("-Verbose")) {
      result.force = result.force || is("-Force");
      continue;
    }
    bool const is_name = is("-Name") || is("-DisplayName");
    if (!is_name && !(sets && (is("-StartupType") || is("-Status")))) {
      result.error = powershell_errors::unknown_parameter(cmdlet, word.substr(1));
      return result;
    }
    if (i + 1 == words.size()) {
      result.error = powershell_errors::missing_argument(cmdlet, word.substr(1), "System.String");
      return result;
    }
    auto const& value = words[++i];
    if (is_name) add_names(result.names, value);
    if (is("-StartupType")) result.startup_type = value;
    if (is("-Status")) result.status = value;
  }
  return result;
}

CommandResult not_found(std::string_view cmdlet, std::string_view name) {
  return powershell_errors::error(
      cmdlet, fmt::format("Cannot find any service with service name '{}'.", name),
      fmt::format("ObjectNotFound: ({}:String) [{}], ServiceCommandException", name, cmdlet),
      fmt::format("NoServiceFoundForGivenName,Microsoft.PowerShell.Commands.{}Command", cmdlet));
}

/// `verb` such as "started", `action` such as "start".
CommandResult cannot(std::string_view cmdlet, WindowsService const& service, std::string_view verb,
                     std::string_view action, std::string_view why) {
  return powershell_errors::error(
      cmdlet,
      fmt::format("Service '{} ({})' cannot be {} due to the following error: {}", service.display_name, service.name,
                  verb, why),
      fmt::format(
          "OpenError: (System.ServiceProcess.ServiceController:ServiceController) [{}], ServiceCommandException",
          cmdlet),
      fmt::format("CouldNot{}Service,Microsoft.PowerShell.Commands.{}Command", action, cmdlet));
}

CommandResult start(Machine& machine, AgentControl const& agent, bool elevated, std::string_view cmdlet,
                    WindowsService const& service) {
  if (service.is_running()) return {};  // nothing to do, and nothing said
  auto const why = fmt::format("Cannot start service {} on computer '.'.", service.name);
  if (!elevated) return cannot(cmdlet, service, "started", "Start", why);
  bool const started = start_with_dependencies(machine, agent, service.name) == ServiceError::none;
  return started ? CommandResult{} : cannot(cmdlet, service, "started", "Start", why);
}

CommandResult stop(Machine& machine, AgentControl const& agent, bool elevated, bool force, std::string_view cmdlet,
                   WindowsService const& service) {
  if (!service.is_running()) return {};
  auto const why = fmt::format("Cannot stop service {} on computer '.'.", service.name);
  if (!elevated) return cannot(cmdlet, service, "stopped", "Stop", why);
  auto const error = stop_service(machine, agent, service.name, force);
  if (error == ServiceError::none) return {};
  if (error != ServiceError::dependent_services_running) return cannot(cmdlet, service, "stopped", "Stop", why);
  return powershell_errors::error(
      cmdlet,
      fmt::format(
          "Cannot stop service '{} ({})' because it has dependent services. It can only be stopped if the Force "
          "flag is set.",
          service.display_name, service.name),
      fmt::format("InvalidOperation: (System.ServiceProcess.ServiceController:ServiceController) [{}], "
                  "ServiceCommandException",
                  cmdlet),
      fmt::format("ServiceHasDependentServices,Microsoft.PowerShell.Commands.{}Command", cmdlet));
}

std::optional<StartType> start_type_of(std::string_view word) {
  constexpr std::array<std::pair<std::string_view, StartType>, 4> words{{{"Automatic", StartType::automatic},
                                                                         {"AutomaticDelayedStart", StartType::delayed},
                                                                         {"Manual", StartType::manual},
                                                                         {"Disabled", StartType::disabled}}};
  for (auto const& [name, type] : words) {
    if (equal_caseless(word, name)) return type;
  }
  return std::nullopt;
}

CommandResult wrong_value(std::string_view cmdlet, std::string_view parameter, std::string_view value,
                          std::string_view allowed) {
  return powershell_errors::binding_error(
      cmdlet,
      fmt::format(
          "Cannot bind parameter '{}'. Cannot convert value \"{}\". Specify one of the following enumerator names "
          "and try again: {}",
          parameter, value, allowed),
      "CannotConvertArgumentNoMessage");
}

CommandResult set(Machine& machine, AgentControl const& agent, bool elevated, Parameters const& parameters,
                  WindowsService const& service) {
  constexpr std::string_view cmdlet = "Set-Service";
  auto const type = start_type_of(parameters.startup_type.value_or("Automatic"));
  if (!type) return wrong_value(cmdlet, "StartupType", *parameters.startup_type, "Automatic, Manual, Disabled");
  auto const status = parameters.status.value_or("");
  bool const runs = equal_caseless(status, "Running");
  if (!status.empty() && !runs && !equal_caseless(status, "Stopped"))
    return wrong_value(cmdlet, "Status", status, "Running, Stopped");
  if (!elevated) return cannot(cmdlet, service, "configured", "Set", "Access is denied");
  if (parameters.startup_type) machine.services().set_start(service.name, *type);
  if (runs) return start(machine, agent, elevated, cmdlet, service);
  return status.empty() ? CommandResult{} : stop(machine, agent, elevated, true, cmdlet, service);
}

std::string table_of(std::vector<WindowsService const*> const& services) {
  std::string text = "\nStatus   Name               DisplayName                           \n"
                     "------   ----               -----------                           \n";
  for (auto const* const service : services) {
    text += fmt::format("{:<8} {:<18} {:<38}\n", service->is_running() ? "Running" : "Stopped", service->name,
                        service->display_name);
  }
  return text + "\n\n";
}

CommandResult get(Machine& machine, Parameters const& parameters) {
  std::vector<WindowsService const*> found;
  for (auto const& name : parameters.names) {
    auto const* const service = machine.services().find(name);
    if (service == nullptr) return not_found("Get-Service", name);
    found.push_back(service);
  }
  if (parameters.names.empty()) {
    for (auto const& [name, service] : machine.services().all()) found.push_back(&service);
  }
  return {0, table_of(found)};
}

CommandResult run(Machine& machine, AgentControl const& agent, bool elevated, std::string_view cmdlet,
                  std::vector<std::string> const& words) {
  auto const parameters = parse(cmdlet, words);
  if (parameters.error) return *parameters.error;
  if (cmdlet == "Get-Service") return get(machine, parameters);
  if (parameters.names.empty()) {  // a person would be asked
    return powershell_errors::binding_error(
        cmdlet, "Cannot process command because of one or more missing mandatory parameters: Name.",
        "MissingMandatoryParameter");
  }
  CommandResult result;
  for (auto const& name : parameters.names) {
    auto const* const service = machine.services().find(name);
    CommandResult one;
    if (service == nullptr) {
      one = not_found(cmdlet, name);
    } else if (cmdlet == "Set-Service") {
      one = set(machine, agent, elevated, parameters, *service);
    } else {
      if (cmdlet != "Start-Service") one = stop(machine, agent, elevated, parameters.force, cmdlet, *service);
      if (cmdlet != "Stop-Service" && one.exit_code == 0) one = start(machine, agent, elevated, cmdlet, *service);
    }
    result.output += one.output;
    if (one.exit_code != 0) result.exit_code = one.exit_code;
  }
  return result;
}

}  // namespace

std::vector<windows::Command> service_cmdlets(Machine& machine, AgentControl const& agent) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> cmdlets{
      {{"Get-Service", "Get-Service [[-Name] NAME,...]"},
       {"Start-Service", "Start-Service [-Name] NAME,..."},
       {"Stop-Service", "Stop-Service [-Name] NAME,... [-Force]"},
       {"Restart-Service", "Restart-Service [-Name] NAME,... [-Force]"},
       {"Set-Service", "Set-Service [-Name] NAME [-StartupType TYPE] [-Status Running|Stopped]"}}};
  std::vector<windows::Command> list;
  list.reserve(cmdlets.size());
  for (auto const& cmdlet : cmdlets) {
    auto const name = cmdlet.first;
    list.push_back({.name = name,
                    .summary = cmdlet.second,
                    .run = [&machine, agent, name](windows::Session& session, windows::Arguments const& arguments) {
                      return run(machine, agent, session.identity.elevated, name, arguments.words);
                    }});
  }
  return list;
}

}  // namespace wsus::client_shell
