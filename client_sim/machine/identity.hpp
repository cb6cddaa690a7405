// What makes an agent recognisable: SusClientId and the values that Mitigation 3 deletes with it.
#pragma once

#include "client_sim/machine/machine.hpp"

#include <optional>
#include <string>

namespace wsus::machine {

/// Names of the values under keys::windows_update (wua-behaviour 7).
namespace identity_values {
inline constexpr std::string_view sus_client_id = "SusClientId";
inline constexpr std::string_view sus_client_id_validation = "SusClientIDValidation";
inline constexpr std::string_view ping_id = "PingID";
inline constexpr std::string_view account_domain_sid = "AccountDomainSid";
}  // namespace identity_values

/// Makes those of the four values that are missing, from the machine's own sequence. True when SusClientId was one of
/// them: the machine is a new client to the server from now on. The agent does this when its service starts
/// (wua-behaviour 7: "GUID made by the agent"; when exactly is an assumption).
bool renew_missing_identity(Machine& machine);

/// The machine's full name as its TCP/IP settings have it: Hostname and Domain below keys::tcpip_parameters. Empty when
/// the host name is missing or empty; what the agent tells servers as dnsName (FM04).
[[nodiscard]] std::string dns_name(Machine const& machine);

/// Writes the name of the machine's options into those settings, as setup does.
void write_host_name(Machine& machine);

/// SusClientId as the registry has it; empty when the value is missing.
[[nodiscard]] std::optional<std::string> sus_client_id(Machine const& machine);

}  // namespace wsus::machine
