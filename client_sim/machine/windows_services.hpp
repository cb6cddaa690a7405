// Windows services of a machine: states, start types, dependencies.
#pragma once

#include "client_sim/machine/profile.hpp"
#include "windows/prompt/prompt.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::machine {

enum class ServiceState { stopped, running };

/// When the service control manager starts a service. `delayed` is automatic, some minutes after the others.
enum class StartType { automatic, delayed, manual, disabled };

/// What changes of a service; the rest comes with Windows.
struct ServiceSetting {
  ServiceState state = ServiceState::stopped;
  StartType start = StartType::manual;
  bool operator==(ServiceSetting const&) const = default;
};

struct WindowsService {
  std::string name{};          ///< "wuauserv"
  std::string display_name{};  ///< "Windows Update"
  ServiceSetting setting{};
  /// A manual service that something of Windows starts: soon after the start of the machine, and when it is asked for.
  bool triggered = false;
  std::vector<std::string> depends_on{};  ///< names of services of the machine
  std::string binary{};                   ///< "C:\Windows\system32\svchost.exe -k netsvcs -p"
  std::string account = "LocalSystem";
  bool stoppable = true;  ///< false: the service takes no stop

  [[nodiscard]] bool is_running() const { return setting.state == ServiceState::running; }
  [[nodiscard]] bool is_disabled() const { return setting.start == StartType::disabled; }
  /// Whether it runs a while after a start of Windows.
  [[nodiscard]] bool starts_with_windows() const;
};

/// A value type: the services of a generation of Windows that updates have to do with. Names and display names are
/// found without regard to case. Changing a setting starts and stops nothing else: what depends on what is told, and
/// client_sim/shell/service_control obeys it.
class WindowsServices {
public:
  explicit WindowsServices(Profile profile = Profile::w11);

  [[nodiscard]] WindowsService const* find(std::string_view name_or_display_name) const;
  [[nodiscard]] bool is_running(std::string_view name) const;
  /// False for a service that the machine does not have.
  [[nodiscard]] bool is_disabled(std::string_view name) const;
  /// Whether something that needs the service gets it: it runs, or can be started (assumption: whoever needs a service
  /// starts it).
  [[nodiscard]] bool can_serve(std::string_view name) const;
  /// All three throw std::invalid_argument when there is no such service.
  void set_state(std::string_view name, ServiceState state);
  void set_start(std::string_view name, StartType start);
  void set(std::string_view name, ServiceSetting setting);
  /// The running services that depend on this one, directly or through others; none when there is no such service.
  [[nodiscard]] std::vector<std::string> running_dependents(std::string_view name) const;
  [[nodiscard]] std::map<std::string, WindowsService, windows::CaselessLess> const& all() const { return services_; }

private:
  ServiceSetting& setting_of(std::string_view name);

  std::map<std::string, WindowsService, windows::CaselessLess> services_;
};

}  // namespace wsus::machine
