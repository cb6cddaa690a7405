// The services of a simulated machine and their states.
#include "client_sim/machine/windows_services.hpp"

#include <stdexcept>
#include <utility>

namespace wsus::machine {

WindowsServices::WindowsServices() {
  // Names and display names as services.msc shows them; which of them run after a start is an assumption.
  for (WindowsService service : {
           WindowsService{"wuauserv", "Windows Update", ServiceState::running},
           WindowsService{"bits", "Background Intelligent Transfer Service", ServiceState::running},
           WindowsService{"cryptsvc", "Cryptographic Services", ServiceState::running},
           WindowsService{"msiserver", "Windows Installer", ServiceState::stopped},
       }) {
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
  return service != nullptr && service->state == ServiceState::running;
}

void WindowsServices::set_state(std::string_view name, ServiceState state) {
  auto const* const service = find(name);
  if (service == nullptr) throw std::invalid_argument("no such Windows service: \"" + std::string(name) + "\"");
  services_.find(service->name)->second.state = state;
}

}  // namespace wsus::machine
