// restart: the lab's own word for the Start menu's Restart. The same as shutdown /r, without its options.
#include "client_sim/shell/restart.hpp"

#include "client_sim/machine/system/group_policy.hpp"
#include "client_sim/shell/service_control.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace wsus::client_shell {

namespace {

using machine::ServiceState;

constexpr std::string_view first_folder = R"(C:\Windows\System32)";  // of an elevated prompt

void start_services(machine::Machine& machine, AgentControl const& agent) {
  std::vector<std::string> names;
  for (auto const& [name, service] : machine.services().all()) names.push_back(service.name);
  for (auto const& name : names) machine.services().set_state(name, ServiceState::stopped);
  for (auto const& name : names) {
    // What it needs may have been started before it, or cannot be; either way there is nobody to tell.
    if (machine.services().find(name)->starts_with_windows()) {
      static_cast<void>(start_with_dependencies(machine, agent, name));
    }
  }
}

}  // namespace

windows::CommandResult restart_machine(machine::Machine& machine, AgentControl const& agent,
                                       windows::Session& session) {
  // Assumption: on a workstation everybody who is logged on may restart it; the lab keeps it to administrators.
  if (!session.identity.elevated) return {5, "Access is denied.(5)\n"};
  auto& network = machine.network();
  network.dns_cache.flush();  // the cache is memory of a service
  for (auto& vpn : network.vpn_connections) vpn.connected = false;
  machine::refresh_group_policy(machine, false);  // the computer's policy is processed when Windows starts
  if (agent.restarted) agent.restarted();
  start_services(machine, agent);
  session.cwd = first_folder;
  return {};
}

windows::Command restart(machine::Machine& machine, AgentControl const& agent) {
  return {.name = "restart",
          .summary = "restart (the lab's own; as shutdown /r)",
          .run = [&machine, agent](windows::Session& session, windows::Arguments const& arguments) {
            if (arguments.words.empty()) return restart_machine(machine, agent, session);
            bool const help = arguments.words.front() == "/?";
            return windows::CommandResult{help ? 0 : 1, "restart takes no options; shutdown /r does.\n"};
          }};
}

}  // namespace wsus::client_shell
