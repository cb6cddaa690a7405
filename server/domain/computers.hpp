// The computers a WSUS server knows: entry, registration, reported events.
#pragma once

#include "wsdl/wusp/date_time.hpp"

#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace wsus::domain {

/// What RegisterComputer tells, as far as an administrator looks at it.
struct ComputerInfo {
  std::string dns_name{};
  std::string os_description{};
  std::string os_version{};  ///< "10.0.26200"
  std::string client_version{};
};

/// A stored event of ReportEventBatch.
struct ReportedEvent {
  int event_id = 0;
  int hresult = 0;  ///< Win32HResult, signed as on the wire
  wusp::UtcTime time_at_target{};
  std::string app_name{};
};

struct Computer {
  std::string client_id{};  ///< as sent; compared without regard to case
  std::string target_group{};
  std::string dns_name{};
  bool registered = false;
  ComputerInfo info{};
  wusp::UtcTime first_seen{};
  wusp::UtcTime last_sync{};
  std::vector<ReportedEvent> events{};
  bool damaged = false;  ///< the row of its authorisation is missing: GetAuthorizationCookie fails for this id alone
};

/// The computers table. Thread safety: every call may be made from any thread; each is atomic.
class Computers {
public:
  /// Creates the entry at the first authorisation, renews group and name later (wusp-protocol 3.1).
  /// False, and nothing changes, when the entry is damaged.
  bool authorise(std::string const& client_id, std::string const& dns_name, std::string const& target_group,
                 wusp::UtcTime now);
  /// False when there is no such entry.
  bool register_computer(std::string const& client_id, ComputerInfo info);
  [[nodiscard]] bool is_registered(std::string const& client_id) const;
  void synced(std::string const& client_id, wusp::UtcTime now);
  /// Keeps at most `max_events` of a computer, the newest ones. False when there is no such entry.
  bool add_events(std::string const& client_id, std::vector<ReportedEvent> const& events);
  [[nodiscard]] std::optional<Computer> find(std::string const& client_id) const;
  /// Sorted by id, without regard to case.
  [[nodiscard]] std::vector<Computer> all() const;

  /// Deletes the entry, damaged or not; the computer starts anew. False when there is no such entry.
  bool erase(std::string const& client_id);
  /// Takes the authorisation away from a known id, as a partly restored SUSDB does (assumption). It stays so until the
  /// entry is deleted. False when there is no such entry.
  bool damage(std::string const& client_id);
  /// Replaces the whole table by what all() gave. Of entries with one id the last one stays.
  void restore(std::vector<Computer> computers);

  static constexpr std::size_t max_events = 1000;

private:
  mutable std::mutex mutex_;
  std::map<std::string, Computer> by_lower_id_;
};

}  // namespace wsus::domain
