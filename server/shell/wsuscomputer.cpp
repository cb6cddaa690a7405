// wsuscomputer: the computers table of the server, in place of the WSUS console and of SQL on SUSDB.
//
//   wsuscomputer list
//   wsuscomputer delete NAME|ID     the console's "Delete"
//   wsuscomputer damage NAME|ID     the row of the computer's authorisation is lost
//
// The command is the lab's own. A name is the DNS name or its first label; an id goes with or without braces.
#include "server/shell/commands.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wsus::server_shell {
namespace {

using windows::Arguments;
using windows::CommandResult;
using windows::equal_caseless;
using windows::Session;

constexpr std::string_view usage = R"(wsuscomputer list
wsuscomputer delete NAME|ID
wsuscomputer damage NAME|ID

A command of the lab's own. On a real server an administrator lists and deletes
computers in the WSUS console (Update Services); damage stands for a row that is
missing in SUSDB.
)";

CommandResult failed(std::string_view sentence) { return {.exit_code = 1, .output = fmt::format("{}\n", sentence)}; }

std::string_view first_label(std::string_view name) { return name.substr(0, name.find('.')); }

std::string_view without_braces(std::string_view id) {
  bool const has_braces = id.size() > 2 && id.starts_with('{') && id.ends_with('}');
  return has_braces ? id.substr(1, id.size() - 2) : id;
}

bool is_called(domain::Computer const& computer, std::string_view typed) {
  return equal_caseless(computer.client_id, without_braces(typed)) || equal_caseless(computer.dns_name, typed) ||
         equal_caseless(first_label(computer.dns_name), typed);
}

CommandResult list(ServerControl const& control) {
  auto const computers = control.computers ? control.computers() : std::vector<domain::Computer>{};
  CommandResult result;
  for (auto const& computer : computers) {
    result.output +=
        fmt::format("{}  {}  {}{}\n", computer.client_id, computer.dns_name,
                    computer.registered ? "registered" : "not registered", computer.damaged ? ", damaged" : "");
  }
  if (computers.empty()) result.output = "No computers available.\n";
  return result;
}

CommandResult change(ServerControl const& control, bool remove, std::string_view typed) {
  auto const computers = control.computers ? control.computers() : std::vector<domain::Computer>{};
  std::vector<domain::Computer> called;
  std::copy_if(computers.begin(), computers.end(), std::back_inserter(called),
               [&](auto const& computer) { return is_called(computer, typed); });
  if (called.empty()) return failed(fmt::format("The server has no computer \"{}\".", typed));
  if (called.size() > 1) {
    return failed(
        fmt::format("{} computers are called \"{}\"; name one by its id ('wsuscomputer list').", called.size(), typed));
  }
  auto const& computer = called.front();
  auto const& action = remove ? control.delete_computer : control.damage_computer;
  if (!action || !action(computer.client_id)) return failed(fmt::format("The server has no computer \"{}\".", typed));
  return {.exit_code = 0,
          .output =
              fmt::format("{} {} ({}).\n", remove ? "Deleted" : "Damaged", computer.dns_name, computer.client_id)};
}

CommandResult run(Session const& session, Arguments const& arguments, ServerControl const& control) {
  auto const& words = arguments.words;
  if (words.size() == 1 && (words[0] == "/?" || words[0] == "-?"))
    return {.exit_code = 0, .output = std::string(usage)};
  bool const lists = words.size() == 1 && equal_caseless(words[0], "list");
  bool const removes = words.size() == 2 && equal_caseless(words[0], "delete");
  bool const damages = words.size() == 2 && equal_caseless(words[0], "damage");
  if (!lists && !removes && !damages) return {.exit_code = 1, .output = std::string(usage)};
  if (lists) return list(control);
  if (!session.identity.elevated) return failed("Access is denied.");
  return change(control, removes, words[1]);
}

}  // namespace

windows::Command wsuscomputer(ServerControl const& control) {
  return {.name = "wsuscomputer",
          .summary = "wsuscomputer list|delete NAME|damage NAME: the server's computers table (the lab's own command)",
          .run = [control](Session& session, Arguments const& arguments) { return run(session, arguments, control); }};
}

}  // namespace wsus::server_shell
