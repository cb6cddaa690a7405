// Patterns with '*' and '?', as cmd.exe and PowerShell's -like have them.
#pragma once

#include <string_view>

namespace wsus::server_shell {

/// '*' stands for any letters, '?' for one; letter case does not count. Cost: at worst the product of both lengths.
[[nodiscard]] bool fits_wildcard(std::string_view name, std::string_view pattern);

}  // namespace wsus::server_shell
