// The root that signatures of self-update end in: the lab's stand-in for Microsoft's, which it cannot use.
#pragma once

#include "client_sim/machine/system/certificate_store.hpp"

namespace wsus::machine {

/// "WSUS Fault Lab Update Signing Root". Every new machine has it in its Root store and as a file
/// (paths::signing_root_file). It has signed nothing but itself, and its key was thrown away when it was made: what
/// counts is whether the machine trusts it (FM76).
[[nodiscard]] Certificate const& signing_root();

}  // namespace wsus::machine
