// The commands an administrator types at the client. One file a command.
#pragma once

#include "client_sim/machine/machine.hpp"
#include "windows/prompt/prompt.hpp"

#include <functional>
#include <string_view>
#include <vector>

namespace wsus::machine {
struct ServerPolicy;
}

namespace wsus::client_shell {

/// What commands ask of the update agent. Each returns when it is done (the real ones return at once and work in the
/// background; docs/FIDELITY.md).
struct AgentControl {
  std::function<void()> service_started{};      ///< wuauserv has just been started
  std::function<void()> service_stopped{};      ///< wuauserv is about to stop
  std::function<void()> reset_authorization{};  ///< wuauclt /resetauthorization: drop the cookie
  std::function<void()> detect_now{};           ///< start a scan
  std::function<void()> update_now{};           ///< scan, download, install; empty: the agent only scans
  std::function<void()> report_now{};           ///< wuauclt /reportnow: send the events that wait
  /// gpupdate has written other servers than these; wuauserv runs.
  std::function<void(machine::ServerPolicy const& before)> server_policy_changed{};
  std::function<void()> restarted{};  ///< Windows has just started again, before its services
  /// The Configuration Manager client scans for updates; false: the machine has none. Empty: it never has.
  std::function<bool()> configmgr_scan{};
};

[[nodiscard]] windows::Command net(machine::Machine& machine, AgentControl const& agent);  // net stop|start SERVICE
[[nodiscard]] windows::Command sc(machine::Machine& machine, AgentControl const& agent);   // sc query|qc|config|...
[[nodiscard]] windows::Command reg(machine::Machine& machine);                             // reg query|add|delete
[[nodiscard]] windows::Command wuauclt(machine::Machine& machine, AgentControl const& agent);
[[nodiscard]] windows::Command usoclient(machine::Machine& machine, AgentControl const& agent);
[[nodiscard]] windows::Command wmic(machine::Machine& machine, AgentControl const& agent);  // ... TriggerSchedule
[[nodiscard]] windows::Command netsh(machine::Machine& machine);     // netsh winhttp, netsh wlan, netsh advfirewall
[[nodiscard]] windows::Command rasdial(machine::Machine& machine);   // VPN connections
[[nodiscard]] windows::Command ipconfig(machine::Machine& machine);  // the DNS cache
[[nodiscard]] windows::Command gpupdate(machine::Machine& machine, AgentControl const& agent);  // group policy
[[nodiscard]] windows::Command w32tm(machine::Machine& machine);                                // the clock
[[nodiscard]] windows::Command certutil(machine::Machine& machine);                             // certificate stores
[[nodiscard]] windows::Command winmgmt(machine::Machine& machine);                              // the WMI repository
[[nodiscard]] windows::Command schtasks(machine::Machine& machine);      // what runs every few minutes
[[nodiscard]] windows::Command notepad();                                // a scripted edit
[[nodiscard]] windows::Command damage(machine::Machine& machine);        // the lab's own: causes that nobody types
[[nodiscard]] windows::Command pathfirewall(machine::Machine& machine);  // the lab's own: a firewall on the way
[[nodiscard]] windows::Command restart(machine::Machine& machine, AgentControl const& agent);
[[nodiscard]] windows::Command shutdown(machine::Machine& machine, AgentControl const& agent);  // shutdown /r

/// Commands of cmd.exe that have two names each: "ren" and "rename", "rd" and "rmdir", "del" and "erase". `name` must
/// be a literal.
[[nodiscard]] windows::Command ren(machine::Machine& machine, std::string_view name);
[[nodiscard]] windows::Command rd(machine::Machine& machine, std::string_view name);

[[nodiscard]] windows::Command del(machine::Machine& machine, std::string_view name);

/// Cmdlets; typed at the same prompt as everything else, or through powershell.
[[nodiscard]] windows::Command get_windows_update_log(machine::Machine& machine);
[[nodiscard]] windows::Command get_vpn_connection(machine::Machine& machine);
[[nodiscard]] windows::Command set_vpn_connection(machine::Machine& machine);

/// Get-Service, Start-Service, Stop-Service, Restart-Service, Set-Service.
[[nodiscard]] std::vector<windows::Command> service_cmdlets(machine::Machine& machine, AgentControl const& agent);

/// Set-GPRegistryValue, Remove-GPRegistryValue, Get-GPRegistryValue.
[[nodiscard]] std::vector<windows::Command> group_policy_cmdlets(machine::Machine& machine);

/// powershell [-Command] ...: runs the cmdlets and programs that it is given, not cmd.exe's own commands.
[[nodiscard]] windows::Command powershell(std::vector<windows::Command> known);

/// The client's whole list: the common commands and the above.
[[nodiscard]] std::vector<windows::Command> client_commands(machine::Machine& machine, AgentControl const& agent);

}  // namespace wsus::client_shell
