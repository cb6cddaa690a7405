// What a computer's reported events say about its updates (wusp-protocol 6.5, 10). Pure: no clock, no table.
#pragma once

#include "server/domain/reporting_event.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string_view>

namespace wsus::domain {

/// The state of an update on one computer. Names are those of the administrator's reports.
enum class InstallationState : std::uint8_t {
  not_installed,             ///< needed: tag U
  downloaded,                ///< tag h
  failed,                    ///< tag g, or event 182
  installed,                 ///< tag V
  installed_pending_reboot,  ///< tag W
};
/// "NotInstalled", "Downloaded", "Failed", "Installed", "InstalledPendingReboot".
[[nodiscard]] std::string_view to_string(InstallationState state);

/// The rows of one computer by update. An update without a row was never reported by it.
using StatusRows = std::map<wusp::Guid, InstallationState>;

/// Rows that are kept of one computer; of a longer report the rest is left out (twice the largest catalogue of the
/// lab).
inline constexpr std::size_t max_status_rows = 50'000;

/// Event 156 (AGENT_STATUS_30): its lists replace the rows.
[[nodiscard]] bool is_status_event(ReportedEvent const& event);

/// Whether apply_event may change a row: events 156 and 182.
[[nodiscard]] bool changes_status(ReportedEvent const& event);

/// Event 156 replaces all rows by its lists U, h, g, V and W; an update that is in several has the state of the last of
/// these (assumption: what is installed has failed and been downloaded before). Event 182 sets its update to failed.
/// Every other event changes nothing (161, 162, 167, 181, 183, 201: wusp-protocol 6.5). Entries of lists that are no
/// GUIDs are left out.
void apply_event(StatusRows& rows, ReportedEvent const& event);

/// All events, in the order given.
[[nodiscard]] StatusRows status_after(StatusRows rows, std::span<ReportedEvent const> events);

}  // namespace wsus::domain
