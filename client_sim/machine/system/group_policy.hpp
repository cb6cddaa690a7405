// Group policy of a machine: which registry values the domain and the machine's own policy want, and what a refresh
// makes of them.
#pragma once

#include "client_sim/machine/registry.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace wsus::machine {

class Machine;

/// A registry value that a policy sets.
struct PolicyValue {
  std::string key{};  ///< as Registry takes it
  std::string name{};
  RegistryValue value{};
  bool operator==(PolicyValue const&) const = default;
};
/// No value twice.
using PolicyList = std::vector<PolicyValue>;

/// A group policy object of the domain that is linked to this machine's organisational unit.
struct PolicyObject {
  std::string name{};
  PolicyList values{};
};

/// The machine's side of it. A value. What the domain wants of all its machines is LabNetwork::domain_policy.
struct GroupPolicy {
  PolicyList local{};                   ///< the machine's own policy (gpedit.msc, or what Configuration Manager writes)
  std::vector<PolicyObject> objects{};  ///< of the domain for this machine alone; of two the later one wins
  PolicyList applied{};                 ///< what the last refresh wrote
};

/// Both lists together: where they name the same value, `over` wins, as the domain's policy is processed after the
/// machine's own (Microsoft's documentation of group policy: local, site, domain, organisational unit).
[[nodiscard]] PolicyList combined_policy(PolicyList const& under, PolicyList const& over);

/// A refresh: writes what the policies want, and deletes what the last refresh wrote and nobody wants any more. Without
/// `force` nothing happens when the policies are what they were ("By default, only policy settings that have changed
/// are applied": documentation of gpupdate), so a value that was changed by hand stays until a refresh by force.
/// Returns whether anything was written.
bool refresh_group_policy(Machine& machine, bool force);

/// Everything that the domain wants of this machine: the world's list, and over it the machine's objects.
[[nodiscard]] PolicyList domain_policy_of(Machine const& machine);

/// The value of `key` and `name` in a list; null when the list does not set it.
[[nodiscard]] PolicyValue const* find_policy(PolicyList const& list, std::string_view key, std::string_view name);

}  // namespace wsus::machine
