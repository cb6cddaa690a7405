// netsh wlan connect|show: which provider the machine is connected to. Assumption: changing it leaves the DNS cache as
// it is. The lab knows one interface, "Wi-Fi", profiles whose SSID is their name, and no machine without a connection.
#include "client_sim/shell/netsh_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace wsus::client_shell::netsh_parts {

namespace {

using machine::Machine;
using windows::CommandResult;

constexpr std::string_view interface_name = "Wi-Fi";

constexpr std::string_view context_help = "The following commands are available:\n\n"
                                          "Commands in this context:\n"
                                          "connect         - Connects to a wireless network.\n"
                                          "show interfaces - Shows a list of the wireless LAN interfaces on the "
                                          "system.\n"
                                          "show profiles   - Shows a list of profiles configured on the system.\n";

constexpr std::string_view connect_usage =
    "Usage: connect [name=]<string> [[ssid=]<string>] [[interface=]<string>]\n\n"
    "Parameters:\n\n"
    "    Tag         Value\n"
    "    name      - Name of the profile to be used in connection attempt.\n"
    "    ssid      - SSID of the wireless network.\n"
    "    interface - Name of the interface from which connection is attempted.\n";

constexpr std::string_view show_usage = "Usage: show profiles\n"
                                        "       show interfaces\n";

CommandResult show_profiles(Machine& machine) {
  auto text = fmt::format("\nProfiles on interface {}:\n\n"
                          "Group policy profiles (read only)\n---------------------------------\n    <None>\n\n"
                          "User profiles\n-------------\n",
                          interface_name);
  for (auto const& profile : machine.network().wlan_profiles)
    text += fmt::format("    All User Profile     : {}\n", profile.name);
  return {0, text + "\n"};
}

CommandResult show_interfaces(Machine& machine) {
  auto const* const provider = machine.network().wlan();
  auto const state = provider == nullptr ? std::string("    State                  : disconnected\n")
                                         : fmt::format("    State                  : connected\n"
                                                       "    SSID                   : {0}\n"
                                                       "    Profile                : {0}\n",
                                                       provider->name);
  return {0, fmt::format("\nThere is 1 interface on the system:\n\n    Name                   : {}\n{}\n",
                         interface_name, state)};
}

CommandResult show(Machine& machine, Words words) {
  constexpr std::array<std::string_view, 2> profiles{"profile", "profiles"};
  constexpr std::array<std::string_view, 2> interfaces{"interface", "interfaces"};
  auto const is_one_of = [&](std::array<std::string_view, 2> const& names) {
    return windows::equal_caseless(words[0], names[0]) || windows::equal_caseless(words[0], names[1]);
  };
  if (words.empty()) return {0, std::string(show_usage)};
  bool const wants_profiles = is_one_of(profiles);
  if (!wants_profiles && !is_one_of(interfaces)) return not_found(fmt::format("wlan show {}", words[0]));
  if (words.size() > 1) return *parse_tags(words.subspan(1, 1), {}, show_usage).error;
  return wants_profiles ? show_profiles(machine) : show_interfaces(machine);
}

CommandResult connect(Machine& machine, Words words) {
  auto const tags = parse_tags(words, {"name", "ssid", "interface"}, connect_usage);
  if (tags.error) return *tags.error;
  if (!tags.values[0]) return {1, fmt::format("\n{}\n", connect_usage)};
  auto const& name = *tags.values[0];
  if (tags.values[2] && !windows::equal_caseless(*tags.values[2], interface_name))
    return failed("There is no such wireless interface on the system.");
  auto& network = machine.network();
  auto const& profiles = network.wlan_profiles;
  // Names of profiles have letter case (documentation of WlanConnect).
  auto const profile =
      std::find_if(profiles.begin(), profiles.end(), [&](auto const& known) { return known.name == name; });
  if (profile == profiles.end())
    return failed(fmt::format("There is no profile \"{}\" assigned to the specified interface.", name));
  if (tags.values[1] && *tags.values[1] != name)
    return failed(fmt::format("The network specified by profile \"{}\" is not available to connect.", name));
  network.wlan_connected = static_cast<std::size_t>(profile - profiles.begin());
  return {0, "Connection request was completed successfully.\n"};
}

}  // namespace

CommandResult wlan(Machine& machine, Words words) {
  if (words.empty()) return {0, std::string(context_help)};
  bool const connecting = windows::equal_caseless(words[0], "connect");
  bool const showing = windows::equal_caseless(words[0], "show");
  if (asks_for_help(words)) {
    return {0, std::string(connecting ? connect_usage : showing ? show_usage : context_help)};
  }
  if (!connecting && !showing) return not_found(fmt::format("wlan {}", words[0]));
  if (machine.network().wlan_profiles.empty()) return failed("There is no wireless interface on the system.");
  return connecting ? connect(machine, words.subspan(1)) : show(machine, words.subspan(1));
}

}  // namespace wsus::client_shell::netsh_parts
