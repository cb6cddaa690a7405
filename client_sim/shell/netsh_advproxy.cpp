// netsh winhttp show|set|reset advproxy: static proxy, PAC file and WPAD as JSON, of the machine or of the user. The
// keys of the JSON are those of Set-WinhttpProxy (documentation); texts are an assumption (M).
#include "client_sim/machine/winhttp_proxy.hpp"
#include "client_sim/shell/netsh_parts.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <optional>
#include <string>
#include <variant>

namespace wsus::client_shell::netsh_parts {

namespace {

namespace json = boost::json;
using machine::Machine;
using machine::ProxySettings;
using windows::CommandResult;

constexpr std::string_view usage =
    "Usage: set advproxy [setting-scope=]user|machine [settings=]<json> | [settings-file=]<path>\n\n"
    " Parameters:\n\n"
    "       Tag            Value\n"
    "       setting-scope - machine: services and all users; user: the user at the prompt\n"
    "       settings      - {\"Proxy\":\"proxy:8080\",\"ProxyBypass\":\"<local>;*.foo.com\",\n"
    "                       \"AutoconfigUrl\":\"http://host/proxy.pac\",\"AutoDetect\":true}\n"
    "       settings-file - a file with the same text\n";

CommandResult wrong(std::string_view why) { return {1, fmt::format("{}\n\n{}\n", why, usage)}; }

CommandResult show(Machine& machine) {
  auto const proxy = machine::winhttp_proxy(machine.registry());
  auto const quoted = [](std::string const& text) { return json::serialize(json::value(text)); };
  return {0,
          fmt::format("\nCurrent WinHTTP advanced proxy settings:\n\n"
                      "{{\n"
                      "  \"Proxy\": {},\n"
                      "  \"ProxyBypass\": {},\n"
                      "  \"AutoconfigUrl\": {},\n"
                      "  \"AutoDetect\": {}\n"
                      "}}\n\n",
                      quoted(proxy.servers), quoted(proxy.bypass), quoted(proxy.auto_config_url), proxy.auto_detect)};
}

/// What follows `tag=` to the end of the line; empty when it is not there.
std::string_view rest_behind(std::string_view tail, std::string_view tag) {
  auto const lower = windows::to_lower(tail);
  auto const at = lower.find(fmt::format("{}=", tag));
  return at == std::string::npos ? std::string_view{} : tail.substr(at + tag.size() + 1);
}

/// Quotes written as \" at the prompt, or as they are.
std::string unescaped(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    bool const escaped = text.substr(i).starts_with("\\\"");
    if (!escaped) result += text[i];
  }
  return result;
}

/// The settings, or what is wrong with the text.
std::variant<ProxySettings, std::string> read_settings(std::string const& text) {
  json::error_code error;
  auto const document = json::parse(text, error);
  if (error || !document.is_object()) return std::string("The settings are not a JSON object.");
  ProxySettings settings;
  for (auto const& member : document.get_object()) {
    std::string_view const key = member.key();
    std::string* const target = windows::equal_caseless(key, "Proxy")           ? &settings.servers
                                : windows::equal_caseless(key, "ProxyBypass")   ? &settings.bypass
                                : windows::equal_caseless(key, "AutoconfigUrl") ? &settings.auto_config_url
                                                                                : nullptr;
    auto const& value = member.value();
    if (target != nullptr && value.is_string()) {
      *target = std::string(value.get_string());
    } else if (windows::equal_caseless(key, "AutoDetect") && value.is_bool()) {
      settings.auto_detect = value.get_bool();
    } else {
      return fmt::format(
          "\"{}\" is not a setting with this kind of value; known: Proxy, ProxyBypass, AutoconfigUrl (texts), "
          "AutoDetect (true or false).",
          key);
    }
  }
  if (!settings.servers.empty() && !machine::is_proxy_list(settings.servers))
    return fmt::format("\"{}\" is not a list of proxies such as proxy:8080.", settings.servers);
  return settings;
}

void write_user(machine::Registry& registry, ProxySettings const& settings) {
  auto const key = machine::keys::user_internet_settings;
  registry.set_dword(key, "ProxyEnable", settings.servers.empty() ? 0 : 1);
  registry.set_text(key, "ProxyServer", settings.servers);
  registry.set_text(key, "ProxyOverride", settings.bypass);
  registry.set_text(key, "AutoConfigURL", settings.auto_config_url);
}

CommandResult set(Machine& machine, windows::Session const& session, std::string_view tail) {
  auto const scope_text = rest_behind(tail, "setting-scope");
  auto const scope = scope_text.substr(0, scope_text.find(' '));
  bool const of_user = windows::equal_caseless(scope, "user");
  if (!of_user && !windows::equal_caseless(scope, "machine")) return wrong("setting-scope is user or machine.");
  auto text = unescaped(rest_behind(tail, "settings"));
  if (auto const path = rest_behind(tail, "settings-file"); !path.empty()) {
    auto const file = session.files.read(session.resolve(unescaped(path)), session.identity);
    if (file.error) return failed(windows::message_of(*file.error));
    text = file.content;
  }
  auto const settings = read_settings(text);
  if (auto const* const problem = std::get_if<std::string>(&settings)) return wrong(*problem);
  if (!of_user && !session.identity.elevated) return failed("Error writing proxy settings. (5) Access is denied.");
  if (of_user) {
    write_user(machine.registry(), std::get<ProxySettings>(settings));
    return {0, "\n"};
  }
  machine::set_winhttp_proxy(machine.registry(), std::get<ProxySettings>(settings));
  return show(machine);
}

}  // namespace

CommandResult advproxy(Machine& machine, windows::Session const& session, Words words, std::string_view tail) {
  if (asks_for_help(words)) return {0, fmt::format("\n{}\n", usage)};
  if (windows::equal_caseless(words[0], "show")) return show(machine);
  if (windows::equal_caseless(words[0], "set")) return set(machine, session, tail);
  if (!windows::equal_caseless(words[0], "reset")) return not_found(fmt::format("winhttp {} advproxy", words[0]));
  if (!session.identity.elevated) return failed("Error writing proxy settings. (5) Access is denied.");
  machine::set_winhttp_proxy(machine.registry(), {});
  return show(machine);
}

}  // namespace wsus::client_shell::netsh_parts
