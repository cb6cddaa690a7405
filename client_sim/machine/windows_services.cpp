// The services of a simulated machine and their states.
#include "client_sim/machine/windows_services.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <utility>

namespace wsus::machine {
namespace {

constexpr std::string_view shared_host = R"(C:\Windows\system32\svchost.exe -k netsvcs -p)";
constexpr ServiceSetting runs_always{ServiceState::running, StartType::automatic};
constexpr ServiceSetting runs_later{ServiceState::running, StartType::delayed};
constexpr ServiceSetting runs_when_triggered{ServiceState::running, StartType::manual};
constexpr ServiceSetting waits{ServiceState::stopped, StartType::manual};

/// Names and display names as services.msc shows them; start types, dependencies and which of them run after a start
/// are an assumption (M).
std::vector<WindowsService> rows() {
  std::string const host(shared_host);
  return {
      {.name = "wuauserv",
       .display_name = "Windows Update",
       .setting = runs_when_triggered,
       .triggered = true,
       .depends_on = {"rpcss"},
       .binary = host},
      {.name = "bits",
       .display_name = "Background Intelligent Transfer Service",
       .setting = runs_later,
       .depends_on = {"rpcss"},
       .binary = host},
      {.name = "cryptsvc",
       .display_name = "Cryptographic Services",
       .setting = runs_always,
       .depends_on = {"rpcss"},
       .binary = R"(C:\Windows\system32\svchost.exe -k NetworkService -p)",
       .account = R"(NT Authority\NetworkService)"},
      {.name = "msiserver",
       .display_name = "Windows Installer",
       .setting = waits,
       .depends_on = {"rpcss"},
       .binary = R"(C:\Windows\system32\msiexec.exe /V)"},
      {.name = "winmgmt",
       .display_name = "Windows Management Instrumentation",
       .setting = runs_always,
       .depends_on = {"rpcss"},
       .binary = host},
      {.name = "w32time",
       .display_name = "Windows Time",
       .setting = runs_when_triggered,
       .triggered = true,
       .binary = R"(C:\Windows\system32\svchost.exe -k LocalService)",
       .account = R"(NT AUTHORITY\LocalService)"},
      {.name = "appidsvc",
       .display_name = "Application Identity",
       .setting = waits,
       .depends_on = {"rpcss", "cryptsvc"},
       .binary = R"(C:\Windows\system32\svchost.exe -k LocalServiceNetworkRestricted -p)",
       .account = R"(NT Authority\LocalService)"},
      {.name = "rpcss",
       .display_name = "Remote Procedure Call (RPC)",
       .setting = runs_always,
       .binary = R"(C:\Windows\system32\svchost.exe -k rpcss -p)",
       .account = R"(NT AUTHORITY\NetworkService)",
       .stoppable = false},
  };
}

/// Delivery Optimization came with Windows 10.
WindowsService delivery_optimization() {
  return {.name = "dosvc",
          .display_name = "Delivery Optimization",
          .setting = runs_later,
          .triggered = true,
          .depends_on = {"rpcss"},
          .binary = R"(C:\Windows\System32\svchost.exe -k NetworkService -p)",
          .account = R"(NT Authority\NetworkService)"};
}

}  // namespace

bool WindowsService::starts_with_windows() const {
  switch (setting.start) {
  case StartType::automatic:
  case StartType::delayed: return true;
  case StartType::manual: return triggered;
  case StartType::disabled: break;
  }
  return false;
}

WindowsServices::WindowsServices(Profile profile) {
  auto services = rows();
  if (traits_of(profile).downloads == DownloadHabit::delivery_optimization) {
    services.push_back(delivery_optimization());
  }
  for (auto& service : services) {
    auto const name = service.name;
    services_.emplace(name, std::move(service));
  }
}

WindowsService const* WindowsServices::find(std::string_view name_or_display_name) const {
  if (auto const service = services_.find(name_or_display_name); service != services_.end()) return &service->second;
  for (auto const& [name, service] : services_) {
    if (windows::equal_caseless(service.display_name, name_or_display_name)) return &service;
  }
  return nullptr;
}

bool WindowsServices::is_running(std::string_view name) const {
  auto const* const service = find(name);
  return service != nullptr && service->is_running();
}

bool WindowsServices::is_disabled(std::string_view name) const {
  auto const* const service = find(name);
  return service != nullptr && service->is_disabled();
}

bool WindowsServices::can_serve(std::string_view name) const {
  auto const* const service = find(name);
  return service != nullptr && (service->is_running() || !service->is_disabled());
}

ServiceSetting& WindowsServices::setting_of(std::string_view name) {
  auto const* const service = find(name);
  if (service == nullptr) throw std::invalid_argument("no such Windows service: \"" + std::string(name) + "\"");
  return services_.find(service->name)->second.setting;
}

void WindowsServices::set_state(std::string_view name, ServiceState state) { setting_of(name).state = state; }
void WindowsServices::set_start(std::string_view name, StartType start) { setting_of(name).start = start; }
void WindowsServices::set(std::string_view name, ServiceSetting setting) { setting_of(name) = setting; }

std::vector<std::string> WindowsServices::running_dependents(std::string_view name) const {
  std::vector<std::string> found;
  auto const* const service = find(name);
  if (service == nullptr) return found;
  std::set<std::string, windows::CaselessLess> reached{service->name};
  auto const depends = [&](WindowsService const& other) {
    return std::any_of(other.depends_on.begin(), other.depends_on.end(),
                       [&](std::string const& needed) { return reached.contains(needed); });
  };
  for (bool grown = true; grown;) {
    grown = false;
    for (auto const& [other_name, other] : services_) {
      if (reached.contains(other_name) || !depends(other)) continue;
      reached.insert(other_name);
      grown = true;
      if (other.is_running()) found.push_back(other_name);
    }
  }
  return found;
}

}  // namespace wsus::machine
