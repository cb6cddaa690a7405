// netsh winhttp show|set|reset|import proxy: the proxy of services, which Windows Update goes through (seed "redirect
// loop", step 2).
#include "client_sim/machine/winhttp_proxy.hpp"
#include "client_sim/shell/netsh_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wsus::client_shell::netsh_parts {

namespace {

using machine::Machine;
using machine::ProxySettings;
using windows::CommandResult;

constexpr std::string_view context_help = "The following commands are available:\n\n"
                                          "Commands in this context:\n"
                                          "import proxy   - Imports WinHTTP proxy settings.\n"
                                          "reset proxy    - Resets WinHTTP settings.\n"
                                          "set proxy      - Configures WinHTTP settings.\n"
                                          "show proxy     - Displays currently configured settings.\n";

constexpr std::string_view set_usage =
    "Usage: set proxy [proxy-server=]<server name> [bypass-list=]<hosts list>\n\n"
    " Parameters:\n\n"
    "       Tag            Value\n"
    "       proxy-server - proxy server for use for http and/or https protocol\n"
    "       bypass-list  - a list of sites that should be visited bypassing the\n"
    "                      proxy server (use \"<local>\" to bypass all short name hosts)\n\n"
    " Examples:\n\n"
    "       set proxy myproxy\n"
    "       set proxy myproxy:80 \"<local>;bar\"\n"
    "       set proxy proxy-server=\"http=myproxy;https=sproxy:88\" bypass-list=\"*.foo.com\"\n";

constexpr std::string_view import_usage = "Usage: import proxy [source=]ie\n\n"
                                          " Parameters:\n\n"
                                          "       Tag      Value\n"
                                          "       source - from where the setting is imported\n\n"
                                          " Examples:\n\n"
                                          "       import proxy source=ie\n";

constexpr std::string_view show_usage = "Usage: show proxy\n\n"
                                        " Remarks: Displays the current WinHTTP proxy setting.\n";

constexpr std::string_view reset_usage = "Usage: reset proxy\n\n"
                                         " Remarks: Resets WinHTTP proxy setting to DIRECT.\n";

CommandResult show(Machine& machine) {
  auto const proxy = machine::winhttp_proxy(machine.registry());
  constexpr std::string_view title = "\nCurrent WinHTTP proxy settings:\n\n";
  if (proxy.servers.empty()) return {0, fmt::format("{}    Direct access (no proxy server).\n\n", title)};
  return {0, fmt::format("{}    Proxy Server(s) :  {}\n    Bypass List     :  {}\n\n", title, proxy.servers,
                         proxy.bypass.empty() ? "(none)" : proxy.bypass)};
}

/// Writes and shows, as all commands do that change the setting.
CommandResult write(Machine& machine, windows::Session const& session, ProxySettings const& proxy) {
  if (!session.identity.elevated) return failed("Error writing proxy settings. (5) Access is denied.");
  machine::set_winhttp_proxy(machine.registry(), proxy);
  return show(machine);
}

CommandResult wrong(std::string_view usage) { return {1, fmt::format("\n{}\n", usage)}; }

CommandResult set(Machine& machine, windows::Session const& session, Words words) {
  auto const tags = parse_tags(words, {"proxy-server", "bypass-list"}, set_usage);
  if (tags.error) return *tags.error;
  if (!tags.values[0]) return wrong(set_usage);
  // Stricter than netsh, which takes nearly any text and leaves it to WinHTTP (assumption: the text).
  if (!machine::is_proxy_list(*tags.values[0]))
    return failed("Error writing proxy settings. (87) The parameter is incorrect.");
  return write(machine, session, {.servers = *tags.values[0], .bypass = tags.values[1].value_or("")});
}

CommandResult import(Machine& machine, windows::Session const& session, Words words) {
  auto const tags = parse_tags(words, {"source"}, import_usage);
  if (tags.error) return *tags.error;
  if (!tags.values[0] || !windows::equal_caseless(*tags.values[0], "ie")) return wrong(import_usage);
  return write(machine, session, machine::user_proxy(machine.registry()));
}

CommandResult without_arguments(Words words, std::string_view usage) {
  return *parse_tags(words.first(1), {}, usage).error;
}

}  // namespace

CommandResult winhttp(Machine& machine, windows::Session const& session, Words words, std::string_view tail) {
  auto const path = fmt::format("winhttp {}", joined(words.first(std::min<std::size_t>(words.size(), 2))));
  bool const help = asks_for_help(words);
  auto const is = [&](std::string_view verb) { return windows::equal_caseless(words[0], verb); };
  if (words.empty() || (help && words.size() == 1)) return {0, std::string(context_help)};
  if (!is("show") && !is("set") && !is("reset") && !is("import")) return not_found(fmt::format("winhttp {}", words[0]));
  if (words.size() == 1 || (help && words.size() == 2)) return {0, std::string(context_help)};
  // advproxy came with Windows 11 (assumption: 23H2).
  bool const has_advanced = machine.options().profile == machine::Profile::w11;
  if (has_advanced && windows::equal_caseless(words[1], "advproxy")) return advproxy(machine, session, words, tail);
  if (!windows::equal_caseless(words[1], "proxy")) return not_found(path);
  auto const usage = is("show") ? show_usage : is("set") ? set_usage : is("reset") ? reset_usage : import_usage;
  if (help) return {0, fmt::format("\n{}\n", usage)};
  auto const arguments = words.subspan(2);
  if (is("set")) return set(machine, session, arguments);
  if (is("import")) return import(machine, session, arguments);
  if (!arguments.empty()) return without_arguments(arguments, usage);
  return is("show") ? show(machine) : write(machine, session, {});
}

}  // namespace wsus::client_shell::netsh_parts
