// Sets a new machine up.
#include "client_sim/machine/provisioning.hpp"

#include "client_sim/machine/identity.hpp"
#include "client_sim/machine/paths.hpp"

namespace wsus::machine {

namespace {

// What the file says since Windows 10 writes ETW traces instead. Assumption: the wording.
constexpr std::string_view w10_text_log =
    "Windows Update logs are now generated using ETW (Event Tracing for Windows).\n"
    "Please run the Get-WindowsUpdateLog PowerShell command to convert ETW traces into a readable WindowsUpdate.log.\n"
    "\n\n"
    "For more information, please visit https://go.microsoft.com/fwlink/?LinkId=518345\n";

/// The comment block of a real one, shortened: it names no host.
constexpr std::string_view hosts_text = "# This file contains the mappings of IP addresses to host names. Each\r\n"
                                        "# entry should be kept on an individual line.\r\n"
                                        "#\r\n"
                                        "# localhost name resolution is handled within DNS itself.\r\n"
                                        "#\t127.0.0.1       localhost\r\n";

void make_folders(Machine& machine) {
  auto& files = machine.files();
  for (auto const path : {paths::data_store, paths::download, paths::trace_folder}) files.make_directory(path);
  files.make_directory(paths::desktop_of("administrator"));
  files.write_as_system(paths::hosts_file, hosts_text);
  if (traits_of(machine.options().profile).log == LogForm::traces) files.write_as_system(paths::text_log, w10_text_log);
}

}  // namespace

void apply_policy(Registry& registry, MachineOptions const& options) {
  if (!options.server_url.empty()) {
    registry.set_text(keys::policy, "WUServer", options.server_url);
    registry.set_text(keys::policy, "WUStatusServer", options.server_url);
    registry.set_dword(keys::policy_au, "UseWUServer", 1);
  }
  if (!options.target_group.empty()) {
    registry.set_text(keys::policy, "TargetGroup", options.target_group);
    registry.set_dword(keys::policy, "TargetGroupEnabled", 1);
  }
}

void provision(Machine& machine) {
  make_folders(machine);
  machine.registry().create_key(keys::windows_update);
  renew_missing_identity(machine);
  apply_policy(machine.registry(), machine.options());
}

}  // namespace wsus::machine
