// Windows services of a machine and their states.
#pragma once

#include "windows/prompt/prompt.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace wsus::machine {

enum class ServiceState { stopped, running, disabled };

struct WindowsService {
  std::string name{};          ///< "wuauserv"
  std::string display_name{};  ///< "Windows Update"
  ServiceState state = ServiceState::stopped;
};

/// A value type. wuauserv, bits, cryptsvc and msiserver exist; names and display names are found without regard to
/// case.
class WindowsServices {
public:
  WindowsServices();
  [[nodiscard]] WindowsService const* find(std::string_view name_or_display_name) const;
  [[nodiscard]] bool is_running(std::string_view name) const;
  /// Throws std::invalid_argument when there is no such service.
  void set_state(std::string_view name, ServiceState state);
  [[nodiscard]] std::map<std::string, WindowsService, windows::CaselessLess> const& all() const { return services_; }

private:
  std::map<std::string, WindowsService, windows::CaselessLess> services_;
};

}  // namespace wsus::machine
