// Looks at the machine before the agent works with it.
#include "client_sim/agent/preflight.hpp"

#include "client_sim/agent/hresult.hpp"

#include <fmt/format.h>

namespace wsus::agent {
namespace {

using machine::Machine;
namespace keys = machine::keys;

bool is_set(Machine const& machine, std::string_view key, std::string_view name) {
  return machine.registry().get_dword(key, name) == 1U;
}

/// DisableWindowsUpdateAccess is "Remove access to use all Windows Update features" (FM64).
std::optional<Refusal> policy_refusal(Machine const& machine) {
  if (is_set(machine, keys::policy, "DisableWindowsUpdateAccess")) {
    return Refusal{.failure = {hr::update_access_disabled,
                               "The policy value DisableWindowsUpdateAccess is 1: Windows Update may not be used"}};
  }
  bool const own_server = is_set(machine, keys::policy_au, "UseWUServer");
  if (!own_server && is_set(machine, keys::policy, "DoNotConnectToWindowsUpdateInternetLocations")) {
    return Refusal{
        .failure = {hr::redirector_connect_policy,
                    "UseWUServer is not 1, and the policy value DoNotConnectToWindowsUpdateInternetLocations "
                    "forbids Microsoft's servers"}};
  }
  return std::nullopt;
}

std::optional<Refusal> data_store_refusal(Machine const& machine) {
  auto const damage = machine.data_store().damage;
  if (damage == 0) return std::nullopt;
  return Refusal{.failure = {damage, "The agent's datastore (DataStore.edb) is damaged"}, .step = "RefreshPTState"};
}

/// Computer information is read from WMI before RegisterComputer (hresults 0x8024400F).
std::optional<Refusal> wmi_refusal(Machine const& machine) {
  bool const served = machine.services().can_serve("winmgmt");
  if (served && machine.system_state().wmi_consistent) return std::nullopt;
  return Refusal{.failure = {hr::pt_wmi_error, served ? "The WMI repository is not consistent"
                                                      : "The service Windows Management Instrumentation is disabled"},
                 .method = "CAgentProtocolTalker::GetCurrentComputerInfo"};
}

}  // namespace

std::optional<Refusal> preflight(Machine const& machine) {
  if (auto refusal = policy_refusal(machine)) return refusal;
  if (auto refusal = data_store_refusal(machine)) return refusal;
  return wmi_refusal(machine);
}

std::string_view download_service(machine::Profile profile) {
  return traits_of(profile).downloads == machine::DownloadHabit::delivery_optimization ? "dosvc" : "bits";
}

std::optional<AgentFailure> download_preflight(Machine const& machine) {
  auto const name = download_service(machine.options().profile);
  if (machine.services().can_serve(name)) return std::nullopt;
  auto const* const service = machine.services().find(name);
  auto const code = name == "dosvc" ? hr::service_disabled : hr::dm_fail_to_connect_to_bits;
  return AgentFailure{code,
                      fmt::format("The service {} is disabled", service != nullptr ? service->display_name : name)};
}

}  // namespace wsus::agent
