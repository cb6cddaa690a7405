// wsusutil checkhealth: what it finds goes to the event log. The lab keeps no event log; each event stands in
// SoftwareDistribution.log too, as a real WSUS writes it there. The tool itself prints nothing (M).
#include "server/shell/wsus/wsus_parts.hpp"
#include "server/shell/wsus/wsusutil_parts.hpp"

#include "server/susdb/health.hpp"

#include <algorithm>

namespace wsus::server_shell::wsusutil_parts {
namespace {

/// The content folder is accessible when nothing keeps SYSTEM or Network Service from it; the lab looks at users, as
/// the web server reads the files with their rights.
bool folder_is_readable(windows::Session const& session, domain::Settings const& settings) {
  auto const security = session.files.security(content_folder(settings));
  if (!security) return true;  // the drive knows nothing of the folder: its files are made when they are asked for
  return security->allows({.user = "network service", .elevated = false}, windows::Access::read);
}

susdb::HealthFacts facts_of(windows::Session const& session, WsusControl const& wsus) {
  auto const files = content::list_files(*wsus.catalogue(), *wsus.content);
  bool const complete =
      std::none_of(files.begin(), files.end(), [](auto const& file) { return file.flaw && file.flaw->is_missing; });
  return {.database_answers = database_answers(wsus),
          .web_services_answer = !wsus.web_services_answer || wsus.web_services_answer(),
          .postinstall_is_due = susdb::postinstall_is_due(*wsus.database->state()),
          .content_folder_is_readable = folder_is_readable(session, *wsus.settings()),
          .content_is_complete = complete};
}

}  // namespace

windows::CommandResult check_health(windows::Session& session, Words words, ServerControl const& control) {
  if (!words.empty()) return {.exit_code = 1, .output = "\nwsusutil checkhealth\n"};
  if (!session.identity.elevated) return failed("Access is denied.");
  if (!control.wsus.is_complete()) return not_here("wsusutil checkhealth");
  for (auto const& event : susdb::check_health(facts_of(session, control.wsus))) {
    log_row(session, control.wsus, event.type == susdb::EventType::information ? "Info" : "Error",
            "EventLogEventReporter.ReportEvent", susdb::log_text(event));
  }
  return {};
}

}  // namespace wsus::server_shell::wsusutil_parts
