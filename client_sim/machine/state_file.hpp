// A machine kept between two runs of a program (`--state DIR`): JSON for registry, services, datastore, hardware and
// system facts, files as files, Core fragments in a file of their own.
#pragma once

#include "client_sim/machine/machine.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace wsus::machine {

/// Writes the machine into `directory` (created when missing). An interrupted save leaves the last state whole. Throws
/// std::runtime_error with the path when it cannot.
void save_state(Machine& machine, std::filesystem::path const& directory);

/// Reads what save_state wrote. False when the directory holds no machine. Throws std::runtime_error naming the file
/// and the place when it holds a damaged one or that of another machine (name, profile); the machine is unchanged then.
/// MachineOptions::devices, when it is not 0, wins over another number of kept devices.
bool load_state(Machine& machine, std::filesystem::path const& directory);

}  // namespace wsus::machine
