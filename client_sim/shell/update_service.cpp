// Starts wuauserv and asks the agent for a scan.
#include "client_sim/shell/update_service.hpp"

namespace wsus::client_shell {

void start_service(machine::Machine& machine, AgentControl const& agent, std::string_view name) {
  machine.services().set_state(name, machine::ServiceState::running);
  if (windows::equal_caseless(name, update_service) && agent.service_started) agent.service_started();
}

bool wake_update_service(machine::Machine& machine, AgentControl const& agent) {
  auto const* const service = machine.services().find(update_service);
  if (service == nullptr || service->state == machine::ServiceState::disabled) return false;
  if (service->state == machine::ServiceState::stopped) start_service(machine, agent, update_service);
  return true;
}

void start_detection(machine::Machine& machine, AgentControl const& agent) {
  if (wake_update_service(machine, agent) && agent.detect_now) agent.detect_now();
}

}  // namespace wsus::client_shell
