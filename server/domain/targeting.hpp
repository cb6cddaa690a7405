// Which computer groups a computer is in: what its policy names, and what the server makes of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wsus::domain {

/// IUpdateServerConfiguration.TargetingMode. `client`: "Use Group Policy or registry settings on computers"; `server`:
/// "Use the Update Services console".
enum class TargetingMode { client, server };

/// Where computers are that are in no other group.
inline constexpr std::string_view unassigned_computers = "Unassigned Computers";

struct TargetingRules {
  TargetingMode mode = TargetingMode::client;
  /// The groups of the server beside the two that are always there, as they were written. A server that was told
  /// nothing about groups (`knows_groups` false) takes every name that a client sends.
  std::vector<std::string> groups{};
  bool knows_groups = false;
  bool operator==(TargetingRules const&) const = default;
};

/// The groups of a computer whose policy says `target_group_name`, in the same form (names separated by ';').
///
/// Groups are never made because a client names them (MS-WUSP 3.1.1.1): a name that the server does not know does not
/// count, and with server-side targeting none does. Empty: the computer is in unassigned_computers. Names compare
/// without regard to case; the server's own spelling is given.
[[nodiscard]] std::string groups_of(TargetingRules const& rules, std::string_view target_group_name);

/// False when there is such a group already, or the name is empty or one of the two built-in ones.
bool add_group(TargetingRules& rules, std::string_view name);

}  // namespace wsus::domain
