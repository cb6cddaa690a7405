// netsh advfirewall firewall add|show|set|delete rule: the machine's own firewall. Texts of the English netsh.exe
// (assumption: from memory).
#include "client_sim/machine/system/firewall.hpp"
#include "client_sim/shell/lab_knows.hpp"
#include "client_sim/shell/netsh_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>

namespace wsus::client_shell::netsh_parts {

namespace {

using machine::FirewallRule;
using machine::Machine;
using windows::CommandResult;
using windows::equal_caseless;
using Values = std::map<std::string, std::string, windows::CaselessLess>;

constexpr std::string_view known =
    "netsh advfirewall firewall add rule name=NAME dir=in|out action=allow|block [protocol=any|TCP|UDP] "
    "[remoteip=any|LIST] "
    "[remoteport=any|LIST] [enable=yes|no], show rule name=all|NAME, set rule name=NAME new enable=yes|no, delete rule "
    "name=all|NAME";

CommandResult elevation_needed() {
  return failed("The requested operation requires elevation (Run as administrator).\n");
}
CommandResult no_match() { return failed("\nNo rules match the specified criteria.\n"); }
CommandResult ok(std::string_view before = {}) { return {0, fmt::format("{}Ok.\n\n", before)}; }

CommandResult wrong(std::string_view what) { return lab_knows(failed(fmt::format("\n{}\n", what)), known); }

CommandResult wrong_value(std::string_view name, std::string_view value) {
  return wrong(fmt::format("A specified value is not valid: {}={}.", name, value));
}

std::optional<Values> tags_of(Words words) {
  Values values;
  for (auto const& word : words) {
    auto const equals = word.find('=');
    if (equals == std::string::npos || !values.emplace(word.substr(0, equals), word.substr(equals + 1)).second)
      return std::nullopt;
  }
  return values;
}

/// Sets what the tags say; what is wrong with them otherwise.
std::optional<CommandResult> apply(Values const& values, FirewallRule& rule) {
  for (auto const& [name, value] : values) {
    auto const is = [&name = name](std::string_view tag) { return equal_caseless(name, tag); };
    auto const one_of = [&value = value](std::string_view first, std::string_view second) {
      return equal_caseless(value, first) || equal_caseless(value, second);
    };
    if (is("enable") && one_of("yes", "no")) {
      rule.enabled = equal_caseless(value, "yes");
    } else if (is("dir") && one_of("in", "out")) {
      rule.inbound = equal_caseless(value, "in");
    } else if (is("action") && one_of("allow", "block")) {
      rule.blocks = equal_caseless(value, "block");
    } else if (is("protocol")) {
      rule.protocol = value;
    } else if (is("remoteip")) {
      rule.remote_address = value;
    } else if (is("remoteport") && machine::is_port_list(value)) {
      rule.remote_port = value;
    } else if (!is("name") && !is("profile") && !is("description") && !is("program") && !is("localport") &&
               !is("localip")) {
      return wrong_value(name, value);
    }
  }
  return std::nullopt;
}

CommandResult add(Machine& machine, Values const& values) {
  auto const has = [&values](std::string_view tag) { return values.find(tag) != values.end(); };
  if (!has("name") || !has("dir") || !has("action")) return wrong("One or more essential parameters were not entered.");
  FirewallRule rule{.name = values.find("name")->second};
  if (auto problem = apply(values, rule)) return *std::move(problem);
  // A program's own rule says nothing about the agent's.
  if (!has("program")) machine.system_state().firewall.push_back(std::move(rule));
  return ok();
}

std::string text_of(FirewallRule const& rule) {
  return fmt::format("\nRule Name:                            {}\n"
                     "----------------------------------------------------------------------\n"
                     "Enabled:                              {}\n"
                     "Direction:                            {}\n"
                     "Profiles:                             Domain,Private,Public\n"
                     "Grouping:                             \n"
                     "LocalIP:                              Any\n"
                     "RemoteIP:                             {}\n"
                     "Protocol:                             {}\n"
                     "LocalPort:                            Any\n"
                     "RemotePort:                           {}\n"
                     "Edge traversal:                       No\n"
                     "Action:                               {}\n",
                     rule.name, rule.enabled ? "Yes" : "No", rule.inbound ? "In" : "Out",
                     equal_caseless(rule.remote_address, "any") ? "Any" : rule.remote_address,
                     equal_caseless(rule.protocol, "any") ? "Any" : rule.protocol,
                     equal_caseless(rule.remote_port, "any") ? "Any" : rule.remote_port,
                     rule.blocks ? "Block" : "Allow");
}

bool names(std::string_view wanted, FirewallRule const& rule) {
  return equal_caseless(wanted, "all") || equal_caseless(wanted, rule.name);
}

CommandResult show(Machine& machine, std::string_view name) {
  std::string text;
  for (auto const& rule : machine.system_state().firewall) {
    if (names(name, rule)) text += text_of(rule);
  }
  return text.empty() ? no_match() : ok(text);
}

CommandResult remove(Machine& machine, std::string_view name) {
  auto const count =
      std::erase_if(machine.system_state().firewall, [&](auto const& rule) { return names(name, rule); });
  return count == 0 ? no_match() : ok(fmt::format("\nDeleted {} rule(s).\n", count));
}

CommandResult change(Machine& machine, Words words) {
  auto const is_new = [](std::string const& word) { return equal_caseless(word, "new"); };
  auto const split = std::find_if(words.begin(), words.end(), is_new);
  if (split == words.end()) return wrong("The keyword \"new\" is missing.");
  auto const place = static_cast<std::size_t>(split - words.begin());
  auto const which = tags_of(words.first(place));
  auto const values = tags_of(words.subspan(place + 1));
  if (!which || !values || which->find("name") == which->end()) return wrong("A specified value is not valid.");
  auto const& name = which->find("name")->second;
  std::size_t count = 0;
  for (auto& rule : machine.system_state().firewall) {
    if (!names(name, rule)) continue;
    if (auto problem = apply(*values, rule)) return *std::move(problem);
    ++count;
  }
  return count == 0 ? no_match() : ok(fmt::format("\nUpdated {} rule(s).\n", count));
}

}  // namespace

CommandResult advfirewall(Machine& machine, windows::Session const& session, Words words) {
  bool const about_rules =
      words.size() >= 3 && equal_caseless(words[0], "firewall") && equal_caseless(words[2], "rule");
  if (!about_rules) return lab_knows(not_found(fmt::format("advfirewall {}", joined(words))), known);
  auto const is = [&](std::string_view verb) { return equal_caseless(words[1], verb); };
  auto const rest = words.subspan(3);
  bool const changes = is("add") || is("set") || is("delete");
  if (!changes && !is("show")) return lab_knows(not_found(fmt::format("advfirewall {}", joined(words))), known);
  if (changes && !session.identity.elevated) return elevation_needed();
  if (is("set")) return change(machine, rest);
  auto const values = tags_of(rest);
  if (!values) return wrong("A specified value is not valid.");
  if (is("add")) return add(machine, *values);
  auto const name = values->find("name");
  if (name == values->end()) return wrong("One or more essential parameters were not entered.");
  return is("show") ? show(machine, name->second) : remove(machine, name->second);
}

}  // namespace wsus::client_shell::netsh_parts
