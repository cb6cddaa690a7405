// gpupdate [/force] [/target:computer|user] [/wait:N] ...: refreshes group policy. Texts of gpupdate.exe (assumption:
// from memory, English Windows).
#include "client_sim/machine/system/group_policy.hpp"
#include "client_sim/machine/system/server_policy.hpp"
#include "client_sim/shell/commands.hpp"
#include "client_sim/shell/lab_knows.hpp"
#include "client_sim/shell/update_service.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

namespace wsus::client_shell {

namespace {

using windows::CommandResult;

constexpr std::string_view known = "gpupdate [/force] [/target:computer|user] [/wait:N] [/logoff] [/boot] [/sync]";

constexpr std::string_view usage = "Description:  Updates multiple Group Policy settings.\n\n"
                                   "Syntax:  Gpupdate [/Target:{Computer | User}] [/Force] [/Wait:<value>]\n"
                                   "     [/Logoff] [/Boot] [/Sync]\n\n"
                                   "Parameters:\n\n"
                                   "/Target:{Computer | User} Specifies that only User or only Computer\n"
                                   "                          policy settings are updated. By default,\n"
                                   "                          both User and Computer policy settings are\n"
                                   "                          updated.\n\n"
                                   "/Force                    Reapplies all policy settings. By default,\n"
                                   "                          only policy settings that have changed are\n"
                                   "                          updated.\n";

struct Options {
  bool force = false;
  bool computer = true;
  bool user = true;
  bool wrong = false;
};

Options read(std::vector<std::string> const& words) {
  // They change when the command returns, or what a person sees; not what is written.
  constexpr std::array<std::string_view, 3> ignored{"/logoff", "/boot", "/sync"};
  Options options;
  for (auto const& word : words) {
    auto option = windows::to_lower(word);
    if (option.starts_with('-')) option.front() = '/';
    if (option == "/force") {
      options.force = true;
    } else if (option == "/target:computer") {
      options.user = false;
    } else if (option == "/target:user") {
      options.computer = false;
    } else if (!option.starts_with("/wait:") && std::ranges::find(ignored, option) == ignored.end()) {
      options.wrong = true;
    }
  }
  return options;
}

/// The agent is told of its servers, as it listens to changes of policy while its service runs.
void refresh(machine::Machine& machine, AgentControl const& agent, bool force) {
  auto const before = machine::server_policy(machine);
  machine::refresh_group_policy(machine, force);
  if (machine::server_policy(machine) == before || !machine.services().is_running(update_service)) return;
  if (agent.server_policy_changed) agent.server_policy_changed(before);
}

CommandResult run(machine::Machine& machine, AgentControl const& agent, std::vector<std::string> const& words) {
  if (words.size() == 1 && words[0] == "/?") return {0, std::string(usage)};
  auto const options = read(words);
  if (options.wrong) return lab_knows({1, fmt::format("The parameter is incorrect.\n\n{}", usage)}, known);
  std::string text = "Updating policy...\n\n";
  if (options.computer) {
    refresh(machine, agent, options.force);
    text += "Computer Policy update has completed successfully.\n";
  }
  if (options.user) text += "User Policy update has completed successfully.\n";
  return {0, text + "\n"};
}

}  // namespace

windows::Command gpupdate(machine::Machine& machine, AgentControl const& agent) {
  return {.name = "gpupdate",
          .summary = "gpupdate [/force] [/target:computer|user]",
          .run = [&machine, agent](windows::Session&, windows::Arguments const& arguments) {
            return run(machine, agent, arguments.words);
          }};
}

}  // namespace wsus::client_shell
