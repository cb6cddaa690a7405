// netsh winhttp|wlan|advfirewall: each context in a file of its own.
#include "client_sim/shell/commands.hpp"
#include "client_sim/shell/netsh_parts.hpp"

namespace wsus::client_shell {

namespace {

constexpr std::string_view usage = "Usage: netsh [Command]\n\n"
                                   "The following commands are available:\n\n"
                                   "Commands in this context:\n"
                                   "advfirewall    - Changes to the `netsh advfirewall' context.\n"
                                   "winhttp        - Changes to the `netsh winhttp' context.\n"
                                   "wlan           - Changes to the `netsh wlan' context.\n";

windows::CommandResult run(machine::Machine& machine, windows::Session const& session, netsh_parts::Words words,
                           std::string_view tail) {
  // Without words the real one waits for commands; there is nobody to type them (lab's own).
  if (words.empty()) return {0, std::string(usage)};
  auto const rest = words.subspan(1);
  if (windows::equal_caseless(words[0], "winhttp")) return netsh_parts::winhttp(machine, session, rest, tail);
  if (windows::equal_caseless(words[0], "advfirewall")) return netsh_parts::advfirewall(machine, session, rest);
  if (windows::equal_caseless(words[0], "wlan")) return netsh_parts::wlan(machine, rest);
  if (netsh_parts::asks_for_help(words.first(1))) return {0, std::string(usage)};
  return netsh_parts::not_found(netsh_parts::joined(words));
}

}  // namespace

windows::Command netsh(machine::Machine& machine) {
  return {.name = "netsh",
          .summary =
              "netsh winhttp show|set|reset|import proxy|advproxy, netsh wlan connect|show, netsh advfirewall firewall",
          .run = [&machine](windows::Session& session, windows::Arguments const& arguments) {
            return run(machine, session, arguments.words, arguments.tail);
          }};
}

}  // namespace wsus::client_shell
