// Rules of the service control manager.
#include "client_sim/shell/service_control.hpp"

#include "client_sim/shell/update_service.hpp"

#include <algorithm>

namespace wsus::client_shell {

std::string_view message_of(ServiceError error) {
  switch (error) {
  case ServiceError::access_denied: return "Access is denied.";
  case ServiceError::dependent_services_running:
    return "A stop control has been sent to a service that other running services are dependent on.";
  case ServiceError::invalid_service_control: return "The requested control is not valid for this service.";
  case ServiceError::already_running: return "An instance of the service is already running.";
  case ServiceError::disabled:
    return "The service cannot be started, either because it is disabled or because it has no enabled devices "
           "associated "
           "with it.";
  case ServiceError::does_not_exist: return "The specified service does not exist as an installed service.";
  case ServiceError::not_active: return "The service has not been started.";
  case ServiceError::dependency_failed: return "The dependency service or group failed to start.";
  case ServiceError::none: break;
  }
  return {};
}

ServiceError start_with_dependencies(machine::Machine& machine, AgentControl const& agent, std::string_view name) {
  auto const* const service = machine.services().find(name);
  if (service == nullptr) return ServiceError::does_not_exist;
  if (service->is_running()) return ServiceError::already_running;
  if (service->is_disabled()) return ServiceError::disabled;
  // The table has no circles: services depend on those that Windows starts before them.
  bool const ready =
      std::all_of(service->depends_on.begin(), service->depends_on.end(), [&](std::string const& needed) {
        auto const error = start_with_dependencies(machine, agent, needed);
        return error == ServiceError::none || error == ServiceError::already_running;
      });
  if (!ready) return ServiceError::dependency_failed;
  start_service(machine, agent, service->name);
  return ServiceError::none;
}

namespace {

void stop_one(machine::Machine& machine, AgentControl const& agent, std::string_view name) {
  if (windows::equal_caseless(name, update_service) && agent.service_stopped) agent.service_stopped();
  machine.services().set_state(name, machine::ServiceState::stopped);
}

}  // namespace

ServiceError stop_service(machine::Machine& machine, AgentControl const& agent, std::string_view name,
                          bool with_dependents) {
  auto const& services = machine.services();
  auto const* const service = services.find(name);
  if (service == nullptr) return ServiceError::does_not_exist;
  if (!service->is_running()) return ServiceError::not_active;
  if (!service->stoppable) return ServiceError::invalid_service_control;
  auto const dependents = services.running_dependents(service->name);
  if (!dependents.empty() && !with_dependents) return ServiceError::dependent_services_running;
  for (auto const& dependent : dependents) stop_one(machine, agent, dependent);
  stop_one(machine, agent, service->name);
  return ServiceError::none;
}

}  // namespace wsus::client_shell
