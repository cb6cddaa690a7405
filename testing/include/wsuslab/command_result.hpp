// What a line typed at a simulated prompt left behind.
#pragma once

#include <string>

namespace wsuslab {

struct CommandResult {
  int exit_code = 0;     ///< ERRORLEVEL; 9009: there is no such command
  std::string output{};  ///< what the terminal shows, lines ended by LF
};

}  // namespace wsuslab
