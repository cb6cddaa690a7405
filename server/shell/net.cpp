// net stop|start SERVICE at the server. Texts and exit codes of net.exe (assumption: from memory, English Windows).
#include "server/shell/commands.hpp"
#include "server/shell/web_services.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

namespace wsus::server_shell {
namespace {

using server_machine::ServerService;
using server_machine::ServiceOutcome;
using server_machine::ServiceTable;
using windows::CommandResult;
using windows::equal_caseless;

constexpr int failed = 2;
constexpr int wrong_syntax = 1;

constexpr std::string_view net_usage = "The syntax of this command is:\n\nNET\n"
                                       "    [ ACCOUNTS | COMPUTER | CONFIG | CONTINUE | FILE | GROUP | HELP |\n"
                                       "      HELPMSG | LOCALGROUP | PAUSE | SESSION | SHARE | START |\n"
                                       "      STATISTICS | STOP | TIME | USE | USER | VIEW ]\n\n"
                                       "The lab's server has START and STOP.\n";

CommandResult more_help(std::string_view sentence, unsigned message) {
  return {.exit_code = failed,
          .output = fmt::format("{}\n\nMore help is available by typing NET HELPMSG {}.\n\n", sentence, message)};
}

CommandResult system_error(unsigned code, std::string_view sentence) {
  return {.exit_code = failed, .output = fmt::format("System error {} has occurred.\n\n{}\n\n", code, sentence)};
}

/// What services of the lab are called, behind net's own words.
CommandResult invalid_service(ServiceTable const& services) {
  std::string names;
  for (auto const& service : services.all()) names += fmt::format("{}{}", names.empty() ? "" : ", ", service.name);
  auto result = more_help("The service name is invalid.", 2185);
  result.output += fmt::format("The lab's server has: {}.\n", names);
  return result;
}

std::string told(std::vector<ServerService> const& changed, bool started) {
  std::string text;
  for (auto const& service : changed) {
    text += started ? fmt::format("The {0} service is starting.\nThe {0} service was started successfully.\n\n",
                                  service.display_name)
                    : fmt::format("The {0} service is stopping.\nThe {0} service was stopped successfully.\n\n",
                                  service.display_name);
  }
  return text;
}

/// Nobody answers the question, which counts as No.
CommandResult asked(ServiceTable const& services, ServerService const& service) {
  std::string names;
  for (auto const& one : services.dependents(service.name)) names += fmt::format("\n   {}", one.display_name);
  return {.exit_code = failed,
          .output = fmt::format("The following services are dependent on the {0} service.\n"
                                "Stopping the {0} service will also stop these services.\n{1}\n\n"
                                "Do you want to continue this operation? (Y/N) [N]:\n",
                                service.display_name, names)};
}

CommandResult stop(ServerControl const& control, ServerService const& service, bool yes) {
  auto const result = control.services->stop(service.name, yes);
  tell_changes(control, result);
  switch (result.outcome) {
  case ServiceOutcome::done: return {.exit_code = 0, .output = told(result.changed, false)};
  case ServiceOutcome::dependents_running: return asked(*control.services, service);
  default: return more_help(fmt::format("The {} service is not started.", service.display_name), 3521);
  }
}

CommandResult start(ServerControl const& control, ServerService const& service) {
  auto const result = control.services->start(service.name);
  tell_changes(control, result);
  switch (result.outcome) {
  case ServiceOutcome::done: return {.exit_code = 0, .output = told({result.changed.back()}, true)};
  case ServiceOutcome::disabled:
    return system_error(1058, "The service cannot be started, either because it is disabled or because it has no "
                              "enabled devices associated with it.");
  case ServiceOutcome::dependency_failed: return system_error(1068, "The dependency service or group failed to start.");
  default: return more_help("The requested service has already been started.", 2182);
  }
}

CommandResult list_started(ServiceTable const& services) {
  std::vector<std::string> names;
  for (auto const& service : services.all()) {
    if (service.running) names.push_back(service.display_name);
  }
  std::sort(names.begin(), names.end());
  std::string text = "These Windows services are started:\n\n";
  for (auto const& name : names) text += fmt::format("   {}\n", name);
  return {.exit_code = 0, .output = text + "\nThe command completed successfully.\n\n"};
}

bool take_yes(std::vector<std::string>& words) {
  return std::erase_if(words, [](std::string const& word) {
           return equal_caseless(word, "/y") || equal_caseless(word, "/yes");
         }) > 0;
}

CommandResult run(windows::Session const& session, std::vector<std::string> words, ServerControl const& control) {
  bool const yes = take_yes(words);
  bool const stopping = !words.empty() && equal_caseless(words[0], "stop");
  bool const starting = !words.empty() && equal_caseless(words[0], "start");
  if (!stopping && !starting) return {.exit_code = wrong_syntax, .output = std::string(net_usage)};
  if (control.services == nullptr) return more_help("The service name is invalid.", 2185);
  if (starting && words.size() == 1) return list_started(*control.services);
  if (words.size() != 2) {
    return {.exit_code = wrong_syntax,
            .output =
                fmt::format("The syntax of this command is:\n\nNET {}\nservice\n\n", stopping ? "STOP" : "START")};
  }
  auto const service = control.services->find(words[1]);
  if (!service) return invalid_service(*control.services);
  if (!session.identity.elevated) return system_error(5, "Access is denied.");
  return stopping ? stop(control, *service, yes) : start(control, *service);
}

}  // namespace

windows::Command net(ServerControl const& control) {
  return {.name = "net",
          .summary = "net stop|start SERVICE [/y]",
          .run = [control](windows::Session& session, windows::Arguments const& arguments) {
            return run(session, arguments.words, control);
          }};
}

}  // namespace wsus::server_shell
