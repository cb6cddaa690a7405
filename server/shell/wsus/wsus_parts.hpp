// What the commands of WSUS have in common: refusals, rows of SoftwareDistribution.log, changes of the server's parts.
// Internal to this room.
#pragma once

#include "server/domain/decisions.hpp"
#include "server/shell/wsus_control.hpp"
#include "windows/prompt/prompt.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace wsus::server_shell {

/// Exit code 1 and one sentence.
[[nodiscard]] windows::CommandResult failed(std::string_view sentence);

/// For a server that is put together without the parts that a command needs.
[[nodiscard]] windows::CommandResult not_here(std::string_view command);

/// The content files lie here: "C:\WSUS\WsusContent".
[[nodiscard]] std::string content_folder(domain::Settings const& settings);

/// "2026-10-04T15:03:36": times in logs of wsusutil.
[[nodiscard]] std::string seconds_text(wusp::UtcTime time);

/// A row of SoftwareDistribution.log, of the WSUS service. `severity`: Info, Warning, Error, Change.
void log_row(windows::Session const& session, WsusControl const& control, std::string_view severity,
             std::string_view method, std::string_view text);

/// Is the database there to be asked?
[[nodiscard]] bool database_answers(WsusControl const& control);

/// Changes the settings as the administration API does: stored in the database, read by the services at once, and told
/// to clients by a new LastChange. What SQL had written into the same row is overwritten.
void save_configuration(WsusControl const& control, std::function<void(domain::Settings&)> const& edit);

/// A decision about updates with what it writes into the database.
void decide(WsusControl const& control, domain::UpdateIds const& updates,
            std::function<domain::Catalogue(domain::Catalogue const&)> const& decision);

/// The files that `wsusutil reset` and `movecontent` have mended, with its rows in the log.
std::size_t mend_content(windows::Session const& session, WsusControl const& control);

}  // namespace wsus::server_shell
