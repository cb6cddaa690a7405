// Sets a new machine up.
#include "client_sim/machine/provisioning.hpp"

#include "client_sim/machine/identity.hpp"
#include "client_sim/machine/paths.hpp"
#include "client_sim/machine/system/signing_root.hpp"

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
  files.write_as_system(paths::data_store_file, paths::data_store_text);
  files.write_as_system(paths::hosts_file, hosts_text);
  files.write_as_system(paths::signing_root_file, signing_root().pem);
  if (traits_of(machine.options().profile).log == LogForm::traces) files.write_as_system(paths::text_log, w10_text_log);
}

}  // namespace

PolicyList policy_of(MachineOptions const& options) {
  auto const text = [](std::string const& value) { return RegistryValue{.type = "REG_SZ", .text = value}; };
  RegistryValue const one{.type = "REG_DWORD", .text = {}, .dword = 1};
  std::string const policy(keys::policy);
  PolicyList list;
  if (!options.server_url.empty()) {
    list.push_back({policy, "WUServer", text(options.server_url)});
    list.push_back({policy, "WUStatusServer", text(options.server_url)});
    list.push_back({std::string(keys::policy_au), "UseWUServer", one});
  }
  if (!options.target_group.empty()) {
    list.push_back({policy, "TargetGroup", text(options.target_group)});
    list.push_back({policy, "TargetGroupEnabled", one});
  }
  return list;
}

void apply_policy(Machine& machine, MachineOptions const& options) {
  auto const wanted = policy_of(options);
  auto& policy = machine.system_state().policy;
  policy.local = combined_policy(policy.local, wanted);
  policy.applied = combined_policy(policy.applied, wanted);
  for (auto const& value : wanted) machine.registry().set(value.key, value.name, value.value);
}

void provision(Machine& machine) {
  make_folders(machine);
  machine.registry().create_key(keys::windows_update);
  renew_missing_identity(machine);
  write_host_name(machine);
  machine.system_state().certificates.add(root_store, signing_root());
  apply_policy(machine, machine.options());
}

}  // namespace wsus::machine
