// wsusutil reset: every file of every update is compared with the content folder; what is missing or damaged is
// downloaded again. The rows that it leaves in SoftwareDistribution.log are those of a public article; the tool itself
// prints nothing (M). In the lab the downloads are over when the command returns.
#include "server/shell/wsus/wsus_parts.hpp"
#include "server/shell/wsus/wsusutil_parts.hpp"

namespace wsus::server_shell::wsusutil_parts {

windows::CommandResult reset(windows::Session& session, Words words, ServerControl const& control) {
  if (!words.empty()) return {.exit_code = 1, .output = "\nwsusutil reset\n"};
  if (!session.identity.elevated) return failed("Access is denied.");
  if (!control.wsus.is_complete()) return not_here("wsusutil reset");
  if (!database_answers(control.wsus))
    return failed("Fatal Error: A network-related or instance-specific error occurred while establishing a connection "
                  "to SQL Server.");
  (void)mend_content(session, control.wsus);
  return {};
}

}  // namespace wsus::server_shell::wsusutil_parts
