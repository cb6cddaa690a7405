// A machine as it is after setup: policy, identity, folders.
#pragma once

#include "client_sim/machine/machine.hpp"
#include "client_sim/machine/system/group_policy.hpp"

namespace wsus::machine {

/// The Windows Update policy of the options: WUServer, WUStatusServer and AU\UseWUServer=1 when server_url is set,
/// TargetGroup and TargetGroupEnabled=1 when target_group is set; nothing for an option that is empty.
[[nodiscard]] PolicyList policy_of(MachineOptions const& options);

/// Makes this policy of the options a part of the machine's own (local) one and writes its values, as a refresh of
/// group policy would; what the machine's policy has beside it stays. Call it again after load_state when the options
/// are to win.
void apply_policy(Machine& machine, MachineOptions const& options);

/// Everything a new machine has. Called by the machine's constructor.
void provision(Machine& machine);

}  // namespace wsus::machine
