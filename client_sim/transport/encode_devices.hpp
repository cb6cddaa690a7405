// What a driver pass tells of the machine: SystemSpec and ComputerSpec. Private to client_sim/transport.
#pragma once

#include "client_sim/machine/devices.hpp"
#include "client_sim/transport/agent_traits.hpp"

#include <vector>

struct soap;
class client__ArrayOfDevice;
class client__ComputerHardwareSpecification;

namespace wsus::transport {

/// SystemSpec; null when there are no devices, as in software passes. Lives in the context's arena.
[[nodiscard]] client__ArrayOfDevice* system_spec(struct soap* soap, std::vector<machine::Device> const& devices,
                                                 AgentTraits const& traits);

/// ComputerSpec; never null: the agent sends it empty in software passes (wusp-protocol 1.2).
[[nodiscard]] client__ComputerHardwareSpecification* computer_spec(struct soap* soap,
                                                                   std::vector<wusp::Guid> const& hardware_ids);

}  // namespace wsus::transport
