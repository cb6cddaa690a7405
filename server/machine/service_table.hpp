// The Windows services of a WSUS server: state, start type, dependencies.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::server_machine {

enum class ServiceStart : std::uint8_t { automatic, manual, disabled };

struct ServerService {
  std::string name{};          ///< "W3SVC"
  std::string display_name{};  ///< "World Wide Web Publishing Service"
  ServiceStart start = ServiceStart::automatic;
  bool running = true;
  std::vector<std::string> needs{};  ///< names of services that must run while this one does
  std::uint32_t process = 0;         ///< id of its process while it runs
};

/// How an order went. Numbers are those of the Win32 errors.
enum class ServiceOutcome : unsigned {
  done = 0,
  dependents_running = 1051,
  already_running = 1056,
  disabled = 1058,
  no_such_service = 1060,
  not_started = 1062,
  dependency_failed = 1068,
};

/// W3SVC (needs WAS), WAS, WsusService and the Windows Internal Database; all run at first. Names and display names are
/// found without regard to letter case. The services of Windows itself that a scenario does not need are not there.
///
/// Thread safety: every call from any thread.
class ServiceTable {
public:
  ServiceTable();

  [[nodiscard]] std::optional<ServerService> find(std::string_view name_or_display_name) const;
  [[nodiscard]] bool is_running(std::string_view name) const;
  [[nodiscard]] std::vector<ServerService> all() const;
  /// Running services that need this one, directly or not.
  [[nodiscard]] std::vector<ServerService> dependents(std::string_view name) const;

  /// What an order has changed, in its order: "WAS", then "W3SVC".
  struct Result {
    ServiceOutcome outcome = ServiceOutcome::done;
    std::vector<ServerService> changed{};
  };
  /// Starts what it needs first.
  Result start(std::string_view name_or_display_name);
  /// With running dependents: refused, or with `dependents_too` they are stopped first.
  Result stop(std::string_view name_or_display_name, bool dependents_too = false);
  /// False when there is no such service.
  bool set_start(std::string_view name_or_display_name, ServiceStart start);

private:
  [[nodiscard]] ServerService const* locate(std::string_view name) const;
  [[nodiscard]] ServerService* locate(std::string_view name);
  [[nodiscard]] bool needs(ServerService const& service, std::string_view name) const;
  ServiceOutcome start_one(ServerService& service, std::vector<ServerService>& changed);

  mutable std::mutex mutex_;
  std::vector<ServerService> services_;
  std::uint32_t last_process_ = 1'000;
};

}  // namespace wsus::server_machine
