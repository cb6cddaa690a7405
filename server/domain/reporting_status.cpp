// From events to rows: see reporting_status.hpp.
#include "server/domain/reporting_status.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace wsus::domain {
namespace {

constexpr int agent_status_30 = 156;
constexpr int agent_installing_failed = 182;

struct ListTag {
  std::string_view tag;
  InstallationState state;
};

// wusp-protocol 10.2; in this order, so that the later ones win.
constexpr std::array<ListTag, 5> list_tags{{
    {"U", InstallationState::not_installed},
    {"h", InstallationState::downloaded},
    {"g", InstallationState::failed},
    {"V", InstallationState::installed},
    {"W", InstallationState::installed_pending_reboot},
}};

void set(StatusRows& rows, wusp::Guid const& update, InstallationState state) {
  if (rows.size() >= max_status_rows && !rows.contains(update)) return;
  rows.insert_or_assign(update, state);
}

/// "GUID;GUID": upper case as agents write it, or lower.
void set_all(StatusRows& rows, std::string_view list, InstallationState state) {
  while (!list.empty()) {
    auto const end = std::min(list.find(';'), list.size());
    if (auto const update = wusp::parse_guid(list.substr(0, end))) set(rows, *update, state);
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

StatusRows rows_of(ReportedEvent const& event) {
  StatusRows rows;
  for (auto const& list : list_tags) {
    for (auto const& misc : event.misc_data) {
      if (misc.tag == list.tag) set_all(rows, misc.value, list.state);
    }
  }
  return rows;
}

}  // namespace

std::string_view to_string(InstallationState state) {
  switch (state) {
  case InstallationState::not_installed: return "NotInstalled";
  case InstallationState::downloaded: return "Downloaded";
  case InstallationState::failed: return "Failed";
  case InstallationState::installed: return "Installed";
  case InstallationState::installed_pending_reboot: break;
  }
  return "InstalledPendingReboot";
}

bool is_status_event(ReportedEvent const& event) { return event.event_id == agent_status_30; }

bool changes_status(ReportedEvent const& event) {
  return is_status_event(event) || event.event_id == agent_installing_failed;
}

void apply_event(StatusRows& rows, ReportedEvent const& event) {
  if (is_status_event(event)) rows = rows_of(event);
  bool const names_update = event.update_id != wusp::Guid{};
  if (event.event_id == agent_installing_failed && names_update) set(rows, event.update_id, InstallationState::failed);
}

StatusRows status_after(StatusRows rows, std::span<ReportedEvent const> events) {
  for (auto const& event : events) apply_event(rows, event);
  return rows;
}

}  // namespace wsus::domain
