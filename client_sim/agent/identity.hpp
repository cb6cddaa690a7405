// What the agent says about itself and its machine in requests.
#pragma once

#include "client_sim/agent/messages.hpp"
#include "client_sim/machine/machine.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::agent {

/// SusClientId; a missing one is sent as an empty text (seed 0, symptom 3).
[[nodiscard]] std::string client_id(machine::Machine const& machine);

/// Where the lab keeps what a real agent has in its program files: value ProtocolVersion, REG_SZ (lab's own).
inline constexpr std::string_view agent_settings_key =
    R"(HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Agent)";
/// The version that the agent tells servers: that of its profile, unless the value ProtocolVersion says otherwise,
/// which may be empty or no version at all (FM15).
[[nodiscard]] std::string protocol_version(machine::Machine const& machine);

/// The categories that whoever starts scans wants them filtered by: so many as the value SearchCategories of the same
/// key says, REG_DWORD, at most 1,000 (lab's own, for callers of the agent that are not simulated; FM17). Those that
/// the datastore knows are named again and again, each time in a group of its own; a machine that knows none makes one
/// up. Without the value: none.
[[nodiscard]] std::vector<StartCategoryScanCall::Relationship> searched_categories(machine::Machine const& machine);

/// The TargetGroup policy, unless TargetGroupEnabled is there and not 1.
[[nodiscard]] std::optional<std::string> target_group(machine::Machine const& machine);

[[nodiscard]] RegisterComputerCall registration(machine::Machine const& machine, machine::ClientCookie const& cookie);
/// Everything that a registration tells, as one text: other data means registering again (wusp-protocol 7.1).
[[nodiscard]] std::string registration_data(machine::Machine const& machine);

/// The current time as the agent sends it: UTC, whole seconds (capture GetCookie).
[[nodiscard]] std::string wire_time(machine::Machine const& machine);

/// Whether the clear-text Expiration is still to come. What cannot be read has expired.
[[nodiscard]] bool is_valid(std::optional<machine::ClientCookie> const& cookie, wusp::UtcTime now);

}  // namespace wsus::agent
