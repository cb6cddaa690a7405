// rasdial [NAME] [/disconnect]: opens and closes the VPN connections of the phone book. Texts and exit codes of
// rasdial.exe (assumption: from memory). Assumption: dialling and hanging up leave the DNS cache as it is.
#include "client_sim/shell/commands.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

namespace wsus::client_shell {

namespace {

using machine::Machine;
using machine::VpnConnection;
using windows::CommandResult;

constexpr int no_entry = 623;  // ERROR_CANNOT_FIND_PHONEBOOK_ENTRY
constexpr std::string_view completed = "Command completed successfully.\n";

constexpr std::string_view usage = "USAGE:\n"
                                   "\trasdial entryname [username [password|*]] [/DOMAIN:domain]\n"
                                   "\t\t[/PHONE:phonenumber] [/CALLBACK:callbacknumber]\n"
                                   "\t\t[/PHONEBOOK:phonebookfile] [/PREFIXSUFFIX]\n\n"
                                   "\trasdial [entryname] /DISCONNECT\n\n"
                                   "\trasdial\n";

struct Line {
  std::vector<std::string> words{};  ///< entry, user name, password
  bool disconnect = false;
  bool wrong = false;
};

/// Options that the lab takes and that mean nothing to it: its gateways ask for no credentials.
bool is_ignored(std::string_view option) {
  constexpr std::array<std::string_view, 4> with_value{"/domain:", "/phone:", "/callback:", "/phonebook:"};
  return windows::equal_caseless(option, "/prefixsuffix") ||
         std::any_of(with_value.begin(), with_value.end(),
                     [&](std::string_view known) { return windows::to_lower(option).starts_with(known); });
}

Line parse(std::vector<std::string> const& words) {
  Line line;
  for (auto const& word : words) {
    if (!word.starts_with('/')) {
      line.words.push_back(word);
    } else if (windows::equal_caseless(word, "/disconnect") || windows::equal_caseless(word, "/d")) {
      line.disconnect = true;
    } else if (!is_ignored(word)) {
      line.wrong = true;
    }
  }
  std::size_t const most = line.disconnect ? 1 : 3;
  line.wrong = line.wrong || line.words.size() > most || (!line.disconnect && line.words.empty() && !words.empty());
  return line;
}

CommandResult not_in_phone_book() {
  return {no_entry, fmt::format("\nRemote Access error {0} - The system could not find the phone book entry for this "
                                "connection.\n\n"
                                "For more help on this error:\n"
                                "\tType 'hh netcfg.chm'\n"
                                "\tIn help, click Troubleshooting, then Error Messages, then {0}\n",
                                no_entry)};
}

CommandResult list(Machine& machine) {
  std::string names;
  for (auto const& vpn : machine.network().vpn_connections) {
    if (vpn.connected) names += fmt::format("{}\n", vpn.name);
  }
  return {0, fmt::format("{}{}{}", names.empty() ? "No connections\n" : "Connected to\n", names, completed)};
}

CommandResult hang_up_all(Machine& machine) {
  bool any = false;
  for (auto& vpn : machine.network().vpn_connections) {
    any = any || vpn.connected;
    vpn.connected = false;
  }
  return {0, fmt::format("{}{}", any ? "" : "No connections\n", completed)};
}

CommandResult hang_up(VpnConnection& vpn) {
  bool const was_connected = vpn.connected;
  vpn.connected = false;
  return {0, fmt::format("{}{}", was_connected ? "" : "No connections\n", completed)};
}

CommandResult dial(VpnConnection& vpn) {
  if (vpn.connected) return {0, fmt::format("You are already connected to {}.\n{}", vpn.name, completed)};
  vpn.connected = true;
  return {0, fmt::format("Connecting to {0}...\n"
                         "Verifying username and password...\n"
                         "Registering your computer on the network...\n"
                         "Successfully connected to {0}.\n{1}",
                         vpn.name, completed)};
}

CommandResult run(Machine& machine, std::vector<std::string> const& words) {
  auto const line = parse(words);
  if (line.wrong) {
    bool const asked = std::find(words.begin(), words.end(), "/?") != words.end();
    return {asked ? 0 : 1, std::string(usage)};
  }
  if (line.words.empty()) return line.disconnect ? hang_up_all(machine) : list(machine);
  auto& book = machine.network().vpn_connections;
  auto const vpn = std::find_if(book.begin(), book.end(),
                                [&](auto const& entry) { return windows::equal_caseless(entry.name, line.words[0]); });
  if (vpn == book.end()) return not_in_phone_book();
  return line.disconnect ? hang_up(*vpn) : dial(*vpn);
}

}  // namespace

windows::Command rasdial(Machine& machine) {
  return {.name = "rasdial",
          .summary = "rasdial [NAME] [/disconnect]",
          .run = [&machine](windows::Session&, windows::Arguments const& arguments) {
            return run(machine, arguments.words);
          }};
}

}  // namespace wsus::client_shell
