// Starting and stopping of services as the service control manager does it, whatever command asks: net, sc, cmdlets.
#pragma once

#include "client_sim/shell/commands.hpp"

#include <string_view>

namespace wsus::client_shell {

/// Win32 errors; the number is the real one.
enum class ServiceError : unsigned {
  none = 0,
  access_denied = 5,
  dependent_services_running = 1051,
  invalid_service_control = 1052,
  already_running = 1056,
  disabled = 1058,
  does_not_exist = 1060,
  not_active = 1062,
  dependency_failed = 1068,
};

/// The sentence Windows has for the code; empty for none.
[[nodiscard]] std::string_view message_of(ServiceError error);

/// Starts the services that it depends on first; the agent hears of wuauserv. `name` may be a display name. Rights are
/// the caller's business.
[[nodiscard]] ServiceError start_with_dependencies(machine::Machine& machine, AgentControl const& agent,
                                                   std::string_view name);

/// Running services that depend on it are stopped first when `with_dependents`, else they keep it running. The agent
/// hears of wuauserv.
[[nodiscard]] ServiceError stop_service(machine::Machine& machine, AgentControl const& agent, std::string_view name,
                                        bool with_dependents);

}  // namespace wsus::client_shell
