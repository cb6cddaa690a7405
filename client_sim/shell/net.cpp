// net stop|start SERVICE [/y]. Texts and exit codes of net.exe (assumption: written from memory, English Windows).
#include "client_sim/shell/commands.hpp"
#include "client_sim/shell/lab_knows.hpp"
#include "client_sim/shell/service_control.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

namespace wsus::client_shell {

namespace {

using machine::Machine;
using machine::WindowsService;
using windows::CommandResult;

constexpr int failed = 2;
constexpr int wrong_syntax = 1;

constexpr std::string_view net_usage = "The syntax of this command is:\n\n"
                                       "NET\n"
                                       "    [ ACCOUNTS | COMPUTER | CONFIG | CONTINUE | FILE | GROUP | HELP |\n"
                                       "      HELPMSG | LOCALGROUP | PAUSE | SESSION | SHARE | START |\n"
                                       "      STATISTICS | STOP | TIME | USE | USER | VIEW ]\n\n";

CommandResult more_help(std::string_view sentence, unsigned message) {
  return {failed, fmt::format("{}\n\nMore help is available by typing NET HELPMSG {}.\n\n", sentence, message)};
}

CommandResult system_error(unsigned code, std::string_view sentence) {
  return {failed, fmt::format("System error {} has occurred.\n\n{}\n\n", code, sentence)};
}

CommandResult invalid_service() { return more_help("The service name is invalid.", 2185); }

// Assumption: both starting and stopping need an elevated prompt.
CommandResult access_denied() { return system_error(5, "Access is denied."); }

/// Services that go with it, one a line, and what is said when they may not (assumption: nobody is there to answer).
CommandResult ask_for_dependents(Machine& machine, WindowsService const& service) {
  std::string list;
  for (auto const& name : machine.services().running_dependents(service.name)) {
    list += fmt::format("   {}\n", machine.services().find(name)->display_name);
  }
  return {failed, fmt::format("The following services are dependent on the {0} service.\n"
                              "Stopping the {0} service will also stop these services.\n\n{1}\n"
                              "Do you want to continue this operation? (Y/N) [N]: \n"
                              "No valid response was provided.\n",
                              service.display_name, list)};
}

std::string stopped_text(std::string_view name) {
  return fmt::format("The {0} service is stopping.\nThe {0} service was stopped successfully.\n\n", name);
}

CommandResult stop(Machine& machine, AgentControl const& agent, WindowsService const& service, bool yes) {
  auto const& name = service.display_name;
  std::string text;
  for (auto const& dependent : machine.services().running_dependents(service.name)) {
    text += stopped_text(machine.services().find(dependent)->display_name);
  }
  switch (stop_service(machine, agent, service.name, yes)) {
  case ServiceError::not_active: return more_help(fmt::format("The {} service is not started.", name), 3521);
  case ServiceError::dependent_services_running: return ask_for_dependents(machine, service);
  case ServiceError::invalid_service_control:
    return more_help("The requested pause, continue, or stop is not valid for this service.", 2191);
  default: break;
  }
  return {0, text + stopped_text(name)};
}

CommandResult start(Machine& machine, AgentControl const& agent, WindowsService const& service) {
  auto const& name = service.display_name;
  auto const error = start_with_dependencies(machine, agent, service.name);
  if (error == ServiceError::already_running) return more_help("The requested service has already been started.", 2182);
  if (error != ServiceError::none) return system_error(static_cast<unsigned>(error), message_of(error));
  return {0, fmt::format("The {0} service is starting.\nThe {0} service was started successfully.\n\n", name)};
}

CommandResult list_started(Machine& machine) {
  std::vector<std::string> names;
  for (auto const& [name, service] : machine.services().all()) {
    if (service.is_running()) names.push_back(service.display_name);
  }
  std::ranges::sort(names);
  std::string text = "These Windows services are started:\n\n";
  for (auto const& name : names) text += fmt::format("   {}\n", name);
  return {0, text + "\nThe command completed successfully.\n\n"};
}

/// "/y" answers yes to questions.
bool is_yes(std::string const& word) {
  return windows::equal_caseless(word, "/y") || windows::equal_caseless(word, "/yes");
}

CommandResult run(Machine& machine, AgentControl const& agent, windows::Session const& session,
                  std::vector<std::string> words) {
  bool const yes = std::erase_if(words, is_yes) > 0;
  bool const stopping = !words.empty() && windows::equal_caseless(words[0], "stop");
  bool const starting = !words.empty() && windows::equal_caseless(words[0], "start");
  if (!stopping && !starting) return lab_knows({wrong_syntax, std::string(net_usage)}, "net stop|start SERVICE [/y]");
  if (starting && words.size() == 1) return list_started(machine);
  if (words.size() != 2) {
    return {wrong_syntax,
            fmt::format("The syntax of this command is:\n\nNET {}\nservice\n\n", stopping ? "STOP" : "START")};
  }
  auto const* const service = machine.services().find(words[1]);
  if (service == nullptr) return invalid_service();
  if (!session.identity.elevated) return access_denied();
  return stopping ? stop(machine, agent, *service, yes) : start(machine, agent, *service);
}

}  // namespace

windows::Command net(Machine& machine, AgentControl const& agent) {
  return {.name = "net",
          .summary = "net stop|start SERVICE [/y]",
          .run = [&machine, agent](windows::Session& session, windows::Arguments const& arguments) {
            return run(machine, agent, session, arguments.words);
          }};
}

}  // namespace wsus::client_shell
