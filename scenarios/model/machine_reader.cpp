// Reading machines: see machine_reader.hpp.
#include "scenarios/model/machine_reader.hpp"

#include "scenarios/model/keys.hpp"
#include "scenarios/model/network_reader.hpp"
#include "scenarios/model/step_reader.hpp"
#include "scenarios/model/values.hpp"
#include "scenarios/model/world_limits.hpp"
#include "scenarios/model/world_reader.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace wsus::scenario {
namespace {

using config::Node;
using Hosts = std::vector<HostSpec>;

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

machine::Profile read_profile(Node const& node) {
  std::vector<std::string> names;
  for (auto const& profile : machine::all_profiles()) names.emplace_back(profile.name);
  return *machine::find_profile(node.word(names));
}

/// The keys are the names of agent_options(). What a control's map leaves out stays.
agent::AgentOptions read_agent(Node const& node, agent::AgentOptions options) {
  std::vector<keys::Key> known;
  for (auto const& option : agent::agent_options()) known.push_back(option.name);
  keys::allow_only(node, known);
  for (auto const& option : agent::agent_options()) {
    auto const child = node.child(option.name);
    if (!child) continue;
    auto const text = child->text();
    if (auto const allowed = agent::set_option(options, option, text)) child->fail(fmt::format("'{}'", text), *allowed);
  }
  return options;
}

MachineSpec read_machine(Node const& node, Hosts const& hosts, MachineSpec machine) {
  keys::allow_only(node, keys::machine);
  if (auto const child = node.child("profile")) machine.profile = read_profile(*child);
  if (auto const child = node.child("seed")) machine.seed = read_seed(*child);
  if (auto const child = node.child("utc_offset")) machine.utc_offset = read_utc_offset(*child);
  if (auto const child = node.child("target_group")) machine.target_group = read_text(*child);
  if (auto const child = node.child("dns_name")) machine.dns_name = read_text(*child);
  if (auto const child = node.child("devices"))
    machine.devices = static_cast<unsigned>(child->integer(0, limits::max_devices));
  if (auto const child = node.child("no_drivers")) machine.no_drivers = child->boolean();
  if (auto const child = node.child("agent")) machine.agent = read_agent(*child, machine.agent);
  if (auto const child = node.child("trusts_lab_ca")) machine.trusts_lab_ca = child->boolean();
  if (auto const child = node.child("caller"))
    machine.configmgr = child->word({"automatic_updates", "configmgr"}) == "configmgr";
  read_machine_network(node, hosts, machine);
  return machine;
}

void check_name(Node const& machines, std::string const& key, std::string const& name,
                std::vector<MachineSpec> const& others) {
  auto const place = machines.child(key).value_or(machines);  // a machine without a value has no place of its own
  auto const is_good = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-'; };
  if (name.empty() || name.size() > limits::max_machine_name || !std::ranges::all_of(name, is_good)) {
    place.fail(fmt::format("the machine name '{}'", name), "1 to 15 letters, digits and hyphens");
  }
  if (lower(name) == server_name) {
    place.fail(fmt::format("a machine named '{}'", name), "any name but that of the server, wsus");
  }
  auto const same = std::ranges::find(others, lower(name), [](auto const& other) { return lower(other.name); });
  if (same != others.end()) {
    place.fail(fmt::format("the machine names '{}' and '{}'", same->name, name),
               "names that differ in more than letter case");
  }
}

/// The node of a machine; "PC01:" with nothing behind it is a machine with every default.
MachineSpec read_named_machine(Node const& machines, std::string const& name, Hosts const& hosts, MachineSpec machine) {
  auto const node = machines.child(name);
  return node ? read_machine(*node, hosts, std::move(machine)) : machine;
}

/// 0: one machine of this name.
int read_copies(Node const& machines, std::string const& name) {
  auto const node = machines.child(name);
  auto const copies = node && node->is_map() ? node->child("copies") : std::nullopt;
  return copies ? static_cast<int>(copies->integer(limits::min_copies, limits::max_copies)) : 0;
}

/// Of a machine that stands above it in the file: nobody is an image of itself.
void read_image(Node const& node, std::string const& key, std::vector<MachineSpec>& machines) {
  auto const own = node.child(key);
  auto const child = own && own->is_map() ? own->child("image_of") : std::nullopt;
  if (!child) return;
  std::vector<std::string> above;
  for (auto const& other : machines) {
    if (other.name != machines.back().name) above.push_back(other.name);
  }
  if (above.empty()) child->fail("an image in the first machine", "the name of a machine above it");
  machines.back().image_of = child->word(above);
}

/// Seeds differ; identities do so by the name alone. Machines with one identity come from image_of.
void add_machine(Node const& node, Hosts const& hosts, std::string const& key, std::string const& name,
                 std::vector<MachineSpec>& machines) {
  check_name(node, key, name, machines);
  MachineSpec const defaults{.name = name, .seed = machines.size() + 1, .dns_name = lower(name) + ".lab.example"};
  machines.push_back(read_named_machine(node, key, hosts, defaults));
  if (key != name) machines.back().copy_of = key;
  read_image(node, key, machines);
}

/// A change can take the image away; what a machine is an image of does not change.
void take_image_away(Node const& node, std::string const& name, MachineSpec& machine) {
  auto const own = node.child(name);
  auto const child = own && own->is_map() ? own->child("image_of") : std::nullopt;
  if (child && child->word({"nobody"}) == "nobody") machine.image_of.clear();
}

}  // namespace

std::vector<MachineSpec> read_machines(Node const& node, Hosts const& hosts) {
  std::vector<MachineSpec> machines;
  for (auto const& key : node.keys()) {
    auto const copies = read_copies(node, key);
    if (copies == 0) add_machine(node, hosts, key, key, machines);
    for (int i = 1; i <= copies; ++i) add_machine(node, hosts, key, fmt::format("{}-{}", key, i), machines);
  }
  if (machines.empty()) node.fail("no machine", "at least one, as in 'PC01: {profile: w8}'");
  return machines;
}

void change_machines(Node const& node, Hosts const& hosts, std::vector<MachineSpec>& machines) {
  for (auto const& name : node.keys()) {
    if (auto const child = node.child(name); child && child->is_map() && child->child("copies"))
      child->child("copies")->fail("copies", "the number of machines that the scenario has");
    bool is_known = false;
    for (auto& machine : machines) {
      if (machine.name != name && machine.copy_of != name) continue;
      is_known = true;
      machine = read_named_machine(node, name, hosts, machine);
      take_image_away(node, name, machine);
    }
    if (is_known) continue;
    auto const place = node.child(name).value_or(node);
    place.fail(
        fmt::format("found the unknown machine '{}'; known: {}", name, fmt::join(machine_names(machines), ", ")));
  }
}

}  // namespace wsus::scenario
