// Registry files (.reg) that point a client at a server, and back.
#pragma once

#include "server/guide/client_target.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace wsus::guide {

/// The policy of the update agent (wua-behaviour 7), as regedit writes key names.
inline constexpr std::string_view policy_key =
    R"(HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate)";
inline constexpr std::string_view policy_au_key =
    R"(HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate\AU)";

/// A value that pointing sets.
struct PolicyValue {
  std::string_view key;
  std::string_view name;
  std::string text{};   ///< REG_SZ; of a DWORD: empty
  unsigned number = 0;  ///< of a DWORD
};
/// WUServer and WUStatusServer, both the URL, and UseWUServer 1. Nothing else is touched.
[[nodiscard]] std::vector<PolicyValue> policy_values(ClientTarget const& target);

/// "Windows Registry Editor Version 5.00", ASCII with CRLF at every line's end: regedit and reg import take that.
[[nodiscard]] std::string point_registry_file(ClientTarget const& target);
/// Removes the three values, whatever they are. A file cannot know what was there before: the scripts do.
[[nodiscard]] std::string back_registry_file();

/// In double quotes, with '\' and '"' behind a backslash.
[[nodiscard]] std::string quoted_for_registry(std::string_view text);

}  // namespace wsus::guide
