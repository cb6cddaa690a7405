// icacls: lists and changes the access list of a file (KB4096317 step 2).
// Text and exit codes (Win32 error numbers) of the real command.
#include "server/shell/accounts.hpp"
#include "server/shell/commands.hpp"
#include "server/shell/icacls_arguments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace wsus::server_shell {
namespace {

using windows::Access;
using windows::Arguments;
using windows::CommandResult;
using windows::FileError;
using windows::Session;

constexpr int error_invalid_parameter = 87;
constexpr int error_none_mapped = 1332;
constexpr std::string_view none_mapped = "No mapping between account names and security IDs was done.";

constexpr std::string_view help = R"(
ICACLS name [/grant[:r] Sid:perm [...]] [/remove[:g] Sid [...]] [/Q]

    name alone displays the access list of a file.
    /grant[:r] Sid:perm grants the specified user access rights. With :r,
        the permissions replace any previously granted explicit permissions.
    /remove[:g] Sid removes all granted rights of Sid.
    /Q suppresses success messages.
    perm: F (full), M (modify), RX (read and execute), R (read), W (write),
        with or without parentheses.

The lab's server has no other option of this command.
)";

CommandResult failed(std::string_view what, std::string_view why, int code) {
  return {.exit_code = code,
          .output = fmt::format("{}: {}\nSuccessfully processed 0 files; Failed processing 1 files\n", what, why)};
}

CommandResult failed(std::string_view what, FileError error) {
  return failed(what, message_of(error), static_cast<int>(error));
}

/// A folder that is missing and a file that is missing are two errors of Windows.
FileError missing(Session const& session, std::string const& path) {
  auto const folder = path.substr(0, path.find_last_of('\\'));
  bool const is_root = folder.ends_with(':');
  return is_root || session.files.is_directory(folder) ? FileError::file_not_found : FileError::path_not_found;
}

CommandResult list(Session const& session, std::string const& typed, windows::Security const& security) {
  // READ_CONTROL: an owner has it even when the list forbids everything.
  if (!security.may_change_access_list(session.identity) && !security.allows(session.identity, Access::read)) {
    return failed(typed, FileError::access_denied);
  }
  std::string rows;
  for (auto const& [account, access] : security.access) {
    auto const margin = rows.empty() ? typed : std::string(typed.size(), ' ');
    rows += fmt::format("{} {}:({})\n", margin, qualified_name(account, session), mask_of(access));
  }
  if (rows.empty()) rows = typed + "\n";  // an empty list: nobody may do anything
  return {.exit_code = 0, .output = rows + "\nSuccessfully processed 1 files; Failed processing 0 files\n"};
}

/// The list after one change; empty when the account does not exist.
std::optional<windows::Security> changed(windows::Security security, IcaclsChange const& change,
                                         Session const& session) {
  auto const account = find_account(change.account, session, security);
  if (!account) return std::nullopt;
  auto row = std::find_if(security.access.begin(), security.access.end(),
                          [&](auto const& entry) { return windows::equal_caseless(entry.first, *account); });
  switch (change.kind) {
  case IcaclsChange::Kind::remove:
    if (row != security.access.end()) security.access.erase(row);
    return security;
  case IcaclsChange::Kind::grant:
  case IcaclsChange::Kind::replace: break;
  }
  if (row == security.access.end()) row = security.access.emplace(*account, Access::none).first;
  row->second = change.kind == IcaclsChange::Kind::replace ? change.access : combine(row->second, change.access);
  return security;
}

CommandResult change_list(Session& session, IcaclsRequest const& request, std::string const& path,
                          windows::Security security) {
  // Names are looked up before the file is opened.
  auto wanted = security;
  for (auto const& change : request.changes) {
    auto next = changed(wanted, change, session);
    if (!next) return failed(change.account, none_mapped, error_none_mapped);
    wanted = std::move(*next);
  }
  // WRITE_DAC: comes with full access, and an owner has it whatever the list says.
  if (!security.may_change_access_list(session.identity)) {
    return failed(request.file, FileError::access_denied);
  }
  session.files.set_security(path, wanted);
  auto const row = request.quiet ? std::string() : fmt::format("processed file: {}\n", request.file);
  return {.exit_code = 0, .output = row + "Successfully processed 1 files; Failed processing 0 files\n"};
}

CommandResult run(Session& session, Arguments const& arguments) {
  auto const parsed = parse_icacls(arguments.words);
  if (auto const* invalid = std::get_if<IcaclsInvalid>(&parsed)) {
    return {.exit_code = error_invalid_parameter, .output = fmt::format("Invalid parameter \"{}\"\n", invalid->word)};
  }
  auto const& request = std::get<IcaclsRequest>(parsed);
  if (request.help) return {.exit_code = 0, .output = std::string(help)};

  auto const path = session.resolve(request.file);
  auto const security = session.files.security(path);
  if (!security) {
    if (!session.files.is_directory(path)) return failed(request.file, missing(session, path));
    return failed(request.file, "folders have no access list in the lab.", error_invalid_parameter);
  }
  return request.changes.empty() ? list(session, request.file, *security)
                                 : change_list(session, request, path, *security);
}

}  // namespace

windows::Command icacls() {
  return {.name = "icacls",
          .summary = "icacls FILE [/grant USER:(F)] [/remove USER]: who may do what to a file",
          .run = run};
}

}  // namespace wsus::server_shell
