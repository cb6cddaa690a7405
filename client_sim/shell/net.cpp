// net stop|start SERVICE. Texts and exit codes of net.exe (assumption: written from memory, English Windows).
#include "client_sim/shell/commands.hpp"
#include "client_sim/shell/update_service.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

namespace wsus::client_shell {

namespace {

using machine::Machine;
using machine::ServiceState;
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

CommandResult stop(Machine& machine, WindowsService const& service) {
  auto const& name = service.display_name;
  if (service.state != ServiceState::running)
    return more_help(fmt::format("The {} service is not started.", name), 3521);
  machine.services().set_state(service.name, ServiceState::stopped);
  return {0, fmt::format("The {0} service is stopping.\nThe {0} service was stopped successfully.\n\n", name)};
}

CommandResult start(Machine& machine, AgentControl const& agent, WindowsService const& service) {
  auto const& name = service.display_name;
  if (service.state == ServiceState::running) return more_help("The requested service has already been started.", 2182);
  if (service.state == ServiceState::disabled) {
    return system_error(1058, "The service cannot be started, either because it is disabled or because it has no "
                              "enabled devices associated with it.");
  }
  start_service(machine, agent, service.name);
  return {0, fmt::format("The {0} service is starting.\nThe {0} service was started successfully.\n\n", name)};
}

CommandResult list_started(Machine& machine) {
  std::vector<std::string> names;
  for (auto const& [name, service] : machine.services().all()) {
    if (service.state == ServiceState::running) names.push_back(service.display_name);
  }
  std::ranges::sort(names);
  std::string text = "These Windows services are started:\n\n";
  for (auto const& name : names) text += fmt::format("   {}\n", name);
  return {0, text + "\nThe command completed successfully.\n\n"};
}

/// The words without /y ("answer yes to questions"), which net stop is often given.
std::vector<std::string> without_yes(std::vector<std::string> words) {
  std::erase_if(words, [](std::string const& word) {
    return windows::equal_caseless(word, "/y") || windows::equal_caseless(word, "/yes");
  });
  return words;
}

CommandResult run(Machine& machine, AgentControl const& agent, windows::Session const& session,
                  std::vector<std::string> const& words) {
  bool const stopping = !words.empty() && windows::equal_caseless(words[0], "stop");
  bool const starting = !words.empty() && windows::equal_caseless(words[0], "start");
  if (!stopping && !starting) return {wrong_syntax, std::string(net_usage)};
  if (starting && words.size() == 1) return list_started(machine);
  if (words.size() != 2) {
    return {wrong_syntax,
            fmt::format("The syntax of this command is:\n\nNET {}\nservice\n\n", stopping ? "STOP" : "START")};
  }
  auto const* const service = machine.services().find(words[1]);
  if (service == nullptr) return invalid_service();
  if (!session.identity.elevated) return access_denied();
  return stopping ? stop(machine, *service) : start(machine, agent, *service);
}

}  // namespace

windows::Command net(Machine& machine, AgentControl const& agent) {
  return {.name = "net",
          .summary = "net stop|start SERVICE",
          .run = [&machine, agent](windows::Session& session, windows::Arguments const& arguments) {
            return run(machine, agent, session, without_yes(arguments.words));
          }};
}

}  // namespace wsus::client_shell
