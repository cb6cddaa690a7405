// Taking absolute Windows paths apart; absolute_path() itself is in file_system.hpp.
#pragma once

#include <string>
#include <string_view>

namespace wsus::windows {

/// "C:\Windows" of "C:\Windows\System32", "C:\" of "C:\Windows", nothing of "C:\". Takes what absolute_path() gives.
[[nodiscard]] std::string_view parent_path(std::string_view absolute);

/// "System32" of "C:\Windows\System32", nothing of "C:\". Takes what absolute_path() gives.
[[nodiscard]] std::string_view last_name(std::string_view absolute);

/// "C:\Windows" of "C:\" and "Windows": one backslash between the two.
[[nodiscard]] std::string join_path(std::string_view folder, std::string_view name);

}  // namespace wsus::windows
