// wsusfarm: the nodes that answer behind the server's name, in place of their configuration and the load balancer's.
//
//   wsusfarm list
//   wsusfarm share          every node gets the key of the first
//   wsusfarm rekey NODE     a node gets a new key, as a server that is set up anew
//   wsusfarm sticky on|off  whether a client stays with its node
//
// The command is the lab's own: on real servers nodes share their keys with SUSDB, and the balancer has its own tools.
#include "server/shell/commands.hpp"
#include "server/shell/wsus/wsus_parts.hpp"

#include <fmt/format.h>

#include <charconv>

namespace wsus::server_shell {
namespace {

using windows::Arguments;
using windows::CommandResult;
using windows::equal_caseless;
using windows::Session;

constexpr std::string_view usage = R"(wsusfarm list
wsusfarm share
wsusfarm rekey NODE
wsusfarm sticky on|off

A command of the lab's own. On real servers the nodes of a farm share their keys
with the database, and the load balancer has tools of its own.
)";

CommandResult list(cookies::NodeKeys const& farm) {
  std::string text;
  auto const keys = farm.key_numbers();
  for (std::size_t node = 0; node < keys.size(); ++node)
    text += fmt::format("node {}  key {}\n", node + 1, keys[node] + 1);
  text += fmt::format("Requests of a client go to {}.\n",
                      farm.balance() == cookies::Balance::sticky ? "one node" : "the nodes in turn");
  return {.exit_code = 0, .output = text};
}

CommandResult rekey(cookies::NodeKeys& farm, std::string_view typed) {
  std::size_t node = 0;
  auto const [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), node);
  bool const is_number = error == std::errc{} && end == typed.data() + typed.size();
  if (!is_number || node < 1 || node > farm.nodes())
    return failed(fmt::format("There is no node \"{}\"; allowed: 1 to {}.", typed, farm.nodes()));
  farm.replace(node - 1, cookies::random_key());
  return {.exit_code = 0, .output = fmt::format("Node {} has a new key.\n", node)};
}

CommandResult run(Session const& session, Arguments const& arguments, ServerControl const& control) {
  auto const& words = arguments.words;
  auto const is = [&](std::size_t count, std::string_view name) {
    return words.size() == count && equal_caseless(words[0], name);
  };
  if (is(1, "/?") || is(1, "-?")) return {.exit_code = 0, .output = std::string(usage)};
  bool const on = is(2, "sticky") && equal_caseless(words[1], "on");
  bool const off = is(2, "sticky") && equal_caseless(words[1], "off");
  if (!is(1, "list") && !is(1, "share") && !is(2, "rekey") && !on && !off)
    return {.exit_code = 1, .output = std::string(usage)};
  if (control.wsus.farm == nullptr) return not_here("wsusfarm");
  auto& farm = *control.wsus.farm;
  if (is(1, "list")) return list(farm);
  if (!session.identity.elevated) return failed("Access is denied.");
  if (is(2, "rekey")) return rekey(farm, words[1]);
  if (is(1, "share")) {
    farm.share();
    return {.exit_code = 0, .output = "All nodes have the key of node 1.\n"};
  }
  farm.set_balance(on ? cookies::Balance::sticky : cookies::Balance::in_turn);
  return list(farm);
}

}  // namespace

windows::Command wsusfarm(ServerControl const& control) {
  return {.name = "wsusfarm",
          .summary =
              "wsusfarm list|share|rekey NODE|sticky on|off: nodes behind the server's name (the lab's own command)",
          .run = [control](Session& session, Arguments const& arguments) { return run(session, arguments, control); }};
}

}  // namespace wsus::server_shell
