// ipconfig [/all|/flushdns|/registerdns|/displaydns] (seed "redirect loop", step 3). Texts of ipconfig.exe (assumption:
// from memory).
#include "client_sim/shell/commands.hpp"

#include <fmt/format.h>

#include <chrono>
#include <string>
#include <vector>

namespace wsus::client_shell {

namespace {

using machine::Machine;
using windows::CommandResult;

constexpr std::string_view title = "\nWindows IP Configuration\n\n";

constexpr std::string_view usage = "\nUSAGE:\n"
                                   "    ipconfig [/? | /all | /flushdns | /displaydns | /registerdns]\n\n"
                                   "    Options:\n"
                                   "       /?               Display this help message\n"
                                   "       /all             Display full configuration information.\n"
                                   "       /flushdns        Purges the DNS Resolver cache.\n"
                                   "       /registerdns     Refreshes all DHCP leases and re-registers DNS names\n"
                                   "       /displaydns      Display the contents of the DNS Resolver Cache.\n";

/// What is behind the first dot of the machine's name.
std::string_view dns_suffix(Machine const& machine) {
  std::string_view const name = machine.options().dns_name;
  auto const dot = name.find('.');
  return dot == std::string_view::npos ? std::string_view{} : name.substr(dot + 1);
}

/// The adapters and their state; the lab's machines have no addresses of their own.
CommandResult show(Machine& machine, bool all) {
  std::string text(title);
  if (all) {
    text += fmt::format("   Host Name . . . . . . . . . . . . : {}\n   Primary Dns Suffix  . . . . . . . : {}\n",
                        machine.options().name, dns_suffix(machine));
  }
  auto const& network = machine.network();
  text += fmt::format("\n{}:\n\n   Connection-specific DNS Suffix  . : {}\n",
                      network.wlan_profiles.empty() ? "Ethernet adapter Ethernet" : "Wireless LAN adapter Wi-Fi",
                      dns_suffix(machine));
  for (auto const& vpn : network.vpn_connections) {
    if (vpn.connected) text += fmt::format("\nPPP adapter {}:\n\n   Connection-specific DNS Suffix  . : \n", vpn.name);
  }
  return {0, text};
}

// Assumption: every user may do it, as at Windows 10; older ones asked for elevation.
CommandResult flush_dns(Machine& machine) {
  machine.network().dns_cache.flush();
  return {0, fmt::format("{}Successfully flushed the DNS Resolver Cache.\n", title)};
}

// The lab's DNS server takes no registrations: nothing else changes.
CommandResult register_dns(windows::Session const& session) {
  if (!session.identity.elevated) return {1, "The requested operation requires elevation.\n"};
  return {0, fmt::format("{}Registration of the DNS resource records for all adapters of this computer has been "
                         "initiated. Any errors will be reported in the Event Viewer in 15 minutes.\n",
                         title)};
}

// Assumption: names of the hosts file, which Windows lists too, are left out.
CommandResult display_dns(Machine& machine) {
  auto const now = machine.now();
  auto const entries = machine.network().dns_cache.entries(now);
  if (entries.empty()) return {1, fmt::format("{}Could not display the DNS Resolver Cache.\n", title)};
  std::string text(title);
  for (auto const& entry : entries) {
    auto const seconds = std::chrono::ceil<std::chrono::seconds>(entry.expires - now).count();
    text += fmt::format("    {0}\n"
                        "    ----------------------------------------\n"
                        "    Record Name . . . . . : {0}\n"
                        "    Record Type . . . . . : 1\n"
                        "    Time To Live  . . . . : {1}\n"
                        "    Data Length . . . . . : 4\n"
                        "    Section . . . . . . . : Answer\n"
                        "    A (Host) Record . . . : {2}\n\n\n",
                        entry.name, seconds, entry.address);
  }
  return {0, text};
}

CommandResult run(Machine& machine, windows::Session const& session, std::vector<std::string> const& words) {
  if (words.empty()) return show(machine, false);
  auto option = windows::to_lower(words.front());
  if (option.starts_with('-')) option.front() = '/';
  if (words.size() == 1) {
    if (option == "/all") return show(machine, true);
    if (option == "/flushdns") return flush_dns(machine);
    if (option == "/registerdns") return register_dns(session);
    if (option == "/displaydns") return display_dns(machine);
    if (option == "/?") return {0, std::string(usage)};
  }
  return {1, fmt::format("\nError: unrecognized or incomplete command line.\n{}", usage)};
}

}  // namespace

windows::Command ipconfig(Machine& machine) {
  return {.name = "ipconfig",
          .summary = "ipconfig [/all | /flushdns | /registerdns | /displaydns]",
          .run = [&machine](windows::Session& session, windows::Arguments const& arguments) {
            return run(machine, session, arguments.words);
          }};
}

}  // namespace wsus::client_shell
