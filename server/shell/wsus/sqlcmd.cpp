// sqlcmd: runs SQL on SUSDB, in the Windows Internal Database.
//
//   sqlcmd -S np:\\.\pipe\MICROSOFT##WID\tsql\query [-d SUSDB] -Q "STATEMENTS"
//   sqlcmd -S ... -i SCRIPT.sql
//
// A few statements are known (server/susdb/sql_statement.hpp), those of the articles. A script is a file of the drive;
// WsusDBMaintenance.sql, the reindex script of the maintenance guide, is in every folder: the lab takes it that the
// administrator saved it where it is called. "-d" is taken as given: there is no other database.
#include "server/shell/commands.hpp"
#include "server/shell/wsus/sql_effects.hpp"
#include "server/shell/wsus/wsus_parts.hpp"
#include "server/susdb/sql_tokens.hpp"
#include "windows/fs/path.hpp"

#include <fmt/format.h>

#include <optional>

namespace wsus::server_shell {
namespace {

using windows::Arguments;
using windows::CommandResult;
using windows::equal_caseless;
using windows::Session;

constexpr std::string_view reindex_script = "WsusDBMaintenance.sql";

std::string usage() {
  auto text = fmt::format("usage: sqlcmd -S np:{} [-d SUSDB] [-E] [-b] -Q \"query\" | -i file\n\nThe lab's server "
                          "knows these statements:\n",
                          susdb::pipe_name);
  for (auto const form : susdb::known_sql()) text += fmt::format("  {}\n", form);
  return text;
}

struct Options {
  std::string server{};
  std::optional<std::string> query{};
  std::optional<std::string> file{};
  bool stops_at_error = false;  ///< -b: the exit code tells of errors
};

constexpr std::string_view flags = "EIWCN";            ///< no value, and nothing to do for them
constexpr std::string_view with_value = "SdQqiohwst";  ///< those that do not matter here are taken all the same

void take(Options& options, char letter, std::string const& value) {
  if (letter == 'S') options.server = value;
  if (letter == 'i') options.file = value;
  if (letter == 'Q' || letter == 'q') options.query = value;
}

/// What sqlcmd says to a word that it cannot take; empty for one that it can.
std::string complaint(std::string_view word, bool is_last) {
  if (word.size() < 2 || (word[0] != '-' && word[0] != '/'))
    return fmt::format("Sqlcmd: '{}': Unexpected argument. Enter '-?' for help.", word);
  bool const is_flag = word.size() == 2 && (word[1] == 'b' || flags.find(word[1]) != std::string_view::npos);
  if (is_flag) return {};
  if (with_value.find(word[1]) == std::string_view::npos)
    return fmt::format("Sqlcmd: '{}': Unknown Option. Enter '-?' for help.", word);
  if (word.size() == 2 && is_last) return fmt::format("Sqlcmd: '{}': Missing argument. Enter '-?' for help.", word);
  return {};
}

/// The options, or what sqlcmd says to them. Options are case-sensitive, as the real ones are.
std::variant<Options, CommandResult> read(std::vector<std::string> const& words) {
  Options options;
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string_view const word = words[i];
    if (word == "-?" || word == "/?") return CommandResult{.exit_code = 0, .output = usage()};
    if (auto const said = complaint(word, i + 1 == words.size()); !said.empty()) return failed(said);
    if (with_value.find(word[1]) == std::string_view::npos) {
      options.stops_at_error |= word[1] == 'b';
      continue;
    }
    take(options, word[1], word.size() > 2 ? std::string(word.substr(2)) : words[++i]);
  }
  return options;
}

bool is_our_server(std::string_view server) {
  constexpr std::string_view protocol = "np:";
  if (server.size() > protocol.size() && equal_caseless(server.substr(0, protocol.size()), protocol))
    server.remove_prefix(protocol.size());
  return equal_caseless(server, susdb::pipe_name);
}

CommandResult not_connected(std::string_view hint) {
  return failed(
      fmt::format("Sqlcmd: Error: Microsoft ODBC Driver 17 for SQL Server : Login timeout expired.\n"
                  "Sqlcmd: Error: Microsoft ODBC Driver 17 for SQL Server : A network-related or "
                  "instance-specific error has occurred while establishing a connection to SQL Server. Server "
                  "is not found or not accessible.{}",
                  hint));
}

/// A message of SQL Server and, in a line of its own, what the lab knows.
std::string message_of(susdb::SqlError const& error) {
  auto text = fmt::format("Msg {}, Level {}, State 1, Server MICROSOFT##WID, Line {}\n{}\n", error.number, error.level,
                          error.line, error.sentence);
  if (!error.known.empty()) text += fmt::format("(The lab: {}.)\n", error.known);
  return text;
}

/// Batches run one after the other; in a batch that cannot be read nothing runs, as with SQL Server.
CommandResult run_script(WsusControl const& wsus, std::string_view script, bool stops_at_error) {
  CommandResult result;
  for (auto const& batch : susdb::sql_batches(script)) {
    auto const parsed = susdb::parse_sql(batch);
    if (auto const* const error = std::get_if<susdb::SqlError>(&parsed)) {
      result.output += message_of(*error);
      if (stops_at_error) result.exit_code = 1;
      if (stops_at_error) return result;
      continue;
    }
    for (auto const& statement : std::get<std::vector<susdb::SqlStatement>>(parsed)) {
      auto const outcome = run_statement(wsus, statement);
      if (auto const* const error = std::get_if<susdb::SqlError>(&outcome)) {
        result.output += message_of(*error);
        if (stops_at_error) result.exit_code = 1;
        break;
      }
      result.output += std::get<std::string>(outcome);
    }
    if (result.exit_code != 0) return result;
  }
  return result;
}

CommandResult run_file(Session const& session, WsusControl const& wsus, Options const& options) {
  auto const path = session.resolve(*options.file);
  auto const read = session.files.read(path, session.identity);
  if (!read.error) return run_script(wsus, read.content, options.stops_at_error);
  bool const is_saved = equal_caseless(windows::last_name(path), reindex_script) &&
                        session.files.is_directory(windows::parent_path(path));
  if (is_saved) return run_script(wsus, "USE SUSDB\nGO\nEXEC sp_updatestats\n", options.stops_at_error);
  return failed(fmt::format("Sqlcmd: '{}': Invalid filename.", *options.file));
}

CommandResult run(Session const& session, Arguments const& arguments, ServerControl const& control) {
  auto const parsed = read(arguments.words);
  if (auto const* const said = std::get_if<CommandResult>(&parsed)) return *said;
  auto const& options = std::get<Options>(parsed);
  if (!options.query && !options.file) return {.exit_code = 0, .output = usage()};  // a real one would wait for lines
  auto const& wsus = control.wsus;
  if (!wsus.is_complete()) return not_here("sqlcmd");
  if (!is_our_server(options.server))
    return not_connected(fmt::format("\n(The lab: the one server is -S np:{}.)", susdb::pipe_name));
  if (wsus.database->state()->availability == susdb::Availability::stopped) return not_connected("");
  if (!session.identity.elevated)
    return failed(fmt::format("Msg 18456, Level 14, State 1, Server MICROSOFT##WID, Line 1\nLogin failed for user "
                              "'{}'.",
                              session.identity.user));
  if (options.query) return run_script(wsus, *options.query, options.stops_at_error);
  return run_file(session, wsus, options);
}

}  // namespace

windows::Command sqlcmd(ServerControl const& control) {
  return {.name = "sqlcmd",
          .summary =
              "sqlcmd -S np:\\\\.\\pipe\\MICROSOFT##WID\\tsql\\query -Q \"SQL\": the statements that articles give",
          .run = [control](Session& session, Arguments const& arguments) { return run(session, arguments, control); }};
}

}  // namespace wsus::server_shell
