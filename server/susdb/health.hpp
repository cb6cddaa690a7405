// What `wsusutil checkhealth` finds, and how events of WSUS stand in its log. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wsus::susdb {

/// What a server is asked when its health is checked.
struct HealthFacts {
  bool database_answers = true;
  bool web_services_answer = true;  ///< false: the application pool or the site is stopped
  bool postinstall_is_due = false;
  bool content_folder_is_readable = true;
  bool content_is_complete = true;  ///< no file of an update is missing
  bool self_update_answers = true;
};

enum class EventType { information, warning, error };

/// One event of the source "Windows Server Update Services".
struct Event {
  int id = 0;
  EventType type = EventType::error;
  std::string_view category{};
  std::string_view message{};
  bool operator==(Event const&) const = default;
};

/// The WSUS service could not start: event 507.
[[nodiscard]] Event initialization_failed();

/// In the order of their ids; a healthy server has one, 10000. The ids are those of the public event lists, the
/// sentences from memory but for that of 10000 (docs/FIDELITY.md).
[[nodiscard]] std::vector<Event> check_health(HealthFacts const& facts);

/// "EventId=382,Type=Information,Category=Synchronization,Message=...": how EventLogEventReporter.ReportEvent writes an
/// event into SoftwareDistribution.log (wua-behaviour 9.3).
[[nodiscard]] std::string log_text(Event const& event);

}  // namespace wsus::susdb
