// Machines that are set up from an image of another one (FM62).
#pragma once

#include "client_sim/machine/machine.hpp"

namespace wsus::machine {

/// Puts the disk of another machine onto this one, as a deployment without sysprep's clean-up does: registry with
/// SusClientId and its companions, services, system state, datastore, files. The machine keeps its own name, hardware,
/// network and sequence of GUIDs, so that an identity made anew is its own. Both are of one generation; else
/// std::invalid_argument is thrown, naming them.
void install_image(Machine& machine, Machine const& original);

}  // namespace wsus::machine
