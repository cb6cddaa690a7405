// Commands that every Windows prompt has, on the server and on the client. One file a command.
#pragma once

#include "windows/prompt/prompt.hpp"

#include <vector>

namespace wsus::windows {

[[nodiscard]] Command cd();       // cd.cpp: also `chdir`, /d
[[nodiscard]] Command type();     // type.cpp
[[nodiscard]] Command findstr();  // findstr.cpp: /i /c:"literal" /n /v and plain words

/// All of them: the list that both prompts start from.
[[nodiscard]] std::vector<Command> common_commands();

}  // namespace wsus::windows
