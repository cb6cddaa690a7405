// Draws pictures with gnuplot, where there is one.
#pragma once

#include "client_sim/fleet/pictures.hpp"

#include <string>

namespace wsus::fleet {

/// Runs `program` (looked for in PATH) on the picture's script. Without it, or when it fails, the problem says so:
/// nothing is thrown. Blocks until the program has ended.
[[nodiscard]] DrawnPicture draw(Picture const& picture, std::string const& program = "gnuplot");

}  // namespace wsus::fleet
