// The accounts that commands of the server may name, and how Windows prints them.
#include "server/shell/accounts.hpp"

#include <fmt/format.h>

#include <array>

namespace wsus::server_shell {
namespace {

using windows::equal_caseless;

/// An account that every Windows has. `account` is the name that access lists of the lab use.
struct WellKnown {
  std::string_view account;
  std::string_view authority;
  std::string_view name;
  std::string_view sid;
};

// Names and SIDs: documented well-known security identifiers. Everyone and Authenticated Users mean "users" in the lab,
// which knows one group for everybody; the first row of an account is the one that is printed.
constexpr std::array<WellKnown, 9> well_known{{
    {"administrators", "BUILTIN", "Administrators", "S-1-5-32-544"},
    {"users", "BUILTIN", "Users", "S-1-5-32-545"},
    {"users", "", "Everyone", "S-1-1-0"},
    {"users", "NT AUTHORITY", "Authenticated Users", "S-1-5-11"},
    {"SYSTEM", "NT AUTHORITY", "SYSTEM", "S-1-5-18"},
    {"NETWORK SERVICE", "NT AUTHORITY", "NETWORK SERVICE", "S-1-5-20"},
    {"TrustedInstaller", "NT SERVICE", "TrustedInstaller",
     "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464"},
    {"IIS_IUSRS", "BUILTIN", "IIS_IUSRS", "S-1-5-32-568"},
    {"IUSR", "NT AUTHORITY", "IUSR", "S-1-5-17"},
}};

struct Typed {
  std::string_view authority{};
  std::string_view name{};
};

Typed split(std::string_view typed) {
  auto const slash = typed.find('\\');
  if (slash == std::string_view::npos) return {.authority = {}, .name = typed};
  return {.authority = typed.substr(0, slash), .name = typed.substr(slash + 1)};
}

WellKnown const* find_well_known(std::string_view typed) {
  auto const [authority, name] = split(typed);
  for (auto const& row : well_known) {
    bool const by_sid = typed.starts_with('*') && equal_caseless(typed.substr(1), row.sid);
    bool const by_name =
        equal_caseless(name, row.name) && (authority.empty() || equal_caseless(authority, row.authority));
    if (by_sid || by_name) return &row;
  }
  return nullptr;
}

}  // namespace

std::string computer_name(windows::Session const& session) {
  auto const found = session.environment.find("COMPUTERNAME");
  return found == session.environment.end() ? "WSUS" : found->second;
}

std::optional<std::string> find_account(std::string_view typed, windows::Session const& session,
                                        windows::Security const& security) {
  if (auto const* row = find_well_known(typed)) return std::string(row->account);

  auto const [authority, name] = split(typed);
  if (!authority.empty() && authority != "." && !equal_caseless(authority, computer_name(session))) return std::nullopt;
  std::array<std::string_view, 3> const local_users{"administrator", "Guest", session.identity.user};
  for (auto const user : local_users) {
    if (equal_caseless(name, user)) return std::string(user);
  }
  for (auto const& [account, access] : security.access) {
    if (equal_caseless(name, account)) return account;
  }
  return std::nullopt;
}

std::string qualified_name(std::string_view account, windows::Session const& session) {
  for (auto const& row : well_known) {
    if (equal_caseless(account, row.account)) return fmt::format(R"({}\{})", row.authority, row.name);
  }
  return fmt::format(R"({}\{})", computer_name(session), account);
}

}  // namespace wsus::server_shell
