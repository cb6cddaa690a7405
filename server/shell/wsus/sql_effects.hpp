// What the known SQL statements do to the server. Internal to this room.
#pragma once

#include "server/shell/wsus_control.hpp"
#include "server/susdb/sql_statement.hpp"

#include <string>
#include <variant>

namespace wsus::server_shell {

/// Runs one statement; gives what sqlcmd prints, or the message of SQL Server. `wsus` is complete and its database
/// answers sqlcmd.
[[nodiscard]] std::variant<std::string, susdb::SqlError> run_statement(WsusControl const& wsus,
                                                                       susdb::SqlStatement const& statement);

}  // namespace wsus::server_shell
