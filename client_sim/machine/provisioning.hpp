// A machine as it is after setup: policy, identity, folders.
#pragma once

#include "client_sim/machine/machine.hpp"

namespace wsus::machine {

/// Writes the Windows Update policy of the options, as a group policy refresh would: WUServer, WUStatusServer and
/// AU\UseWUServer=1 when server_url is set, TargetGroup and TargetGroupEnabled=1 when target_group is set; values whose
/// option is empty stay as they are. Call it again after load_state when the options are to win.
void apply_policy(Registry& registry, MachineOptions const& options);

/// Everything a new machine has. Called by the machine's constructor.
void provision(Machine& machine);

}  // namespace wsus::machine
