// A machine kept between two runs of a program (`--state DIR`): JSON for registry, services and datastore, files as
// files.
#pragma once

#include "client_sim/machine/machine.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace wsus::machine {

/// Writes the machine into `directory` (created when missing). Throws std::runtime_error with the path when it cannot.
void save_state(Machine& machine, std::filesystem::path const& directory);

/// Reads what save_state wrote. False when the directory holds no machine. Throws std::runtime_error naming the file
/// and the place when it holds a damaged one or that of another machine (name, profile); the machine is unchanged then.
bool load_state(Machine& machine, std::filesystem::path const& directory);

}  // namespace wsus::machine
