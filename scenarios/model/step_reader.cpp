// Reading steps: one small function a kind of step, and one line in the list that finds them.
#include "scenarios/model/step_reader.hpp"

#include "scenarios/model/expectation_reader.hpp"
#include "scenarios/model/keys.hpp"
#include "scenarios/model/network_reader.hpp"
#include "scenarios/model/values.hpp"
#include "scenarios/model/world_limits.hpp"
#include "scenarios/model/world_reader.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

namespace wsus::scenario {
namespace {

using config::Node;
using Machines = std::vector<MachineSpec>;
using What = decltype(Step::what);

constexpr std::chrono::milliseconds shortest_advance{1};
constexpr std::chrono::days longest_advance{3'650};

std::string read_at(Node const& node, Machines const& machines) {
  auto names = machine_names(machines);
  names.emplace_back(server_name);
  return node.word(names);
}

std::string read_line(Node const& node) {
  auto line = read_text(node);
  if (line.find_first_of("\r\n") != std::string::npos) {
    node.fail("more than one line", "one line; each is a step of its own");
  }
  return line;
}

/// 0 when nothing is written; empty for `any`.
std::optional<int> read_exit_code(Node const& step) {
  auto const child = step.child("exit_code");
  if (!child) return 0;
  if (child->is_scalar() && child->text() == "any") return std::nullopt;
  try {
    return static_cast<int>(
        child->integer(std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()));
  } catch (config::ConfigError const&) {
    child->fail(child->is_scalar() ? fmt::format("'{}'", child->text()) : "no number", "a whole number, or any");
  }
}

TypeCommand command_at(std::string at, Node const& step, Node const& line) {
  keys::allow_only(step, keys::run_step);
  TypeCommand command{.at = std::move(at), .line = read_line(line)};
  if (auto const child = step.child("prompt")) command.elevated = child->word({"elevated", "plain"}) == "elevated";
  command.exit_code = read_exit_code(step);
  if (auto const child = step.child("output")) command.output = read_texts(*child);
  return command;
}

What read_command(Node const& step, Node const& line, World const& world) {
  return command_at(read_at(step.required("at"), world.machines), step, line);
}

/// A machine, or what a machine with copies is called: all of them.
std::vector<std::string> read_places(Node const& node, Machines const& machines) {
  auto const text = node.is_scalar() ? node.text() : std::string();
  auto copies = copies_of(text, machines);
  if (!copies.empty()) return copies;
  return {read_at(node, machines)};
}

What read_together(Node const& step, Node const& list, World const& world) {
  step.done();
  Together together;
  for (auto const& item : list.items()) {
    auto const line = item.required("run");
    auto const places = read_places(item.required("at"), world.machines);
    for (auto const& place : places) {
      auto command = command_at(place, item, line);
      if (place == server_name) item.fail("a command at the server", "commands at machines");
      together.commands.push_back(std::move(command));
    }
  }
  if (together.commands.size() < 2) list.fail("fewer than two commands", "at least two, at machines of their own");
  for (auto const& command : together.commands) {
    auto const same = std::ranges::count(together.commands, command.at, &TypeCommand::at);
    if (same > 1) list.fail(fmt::format("{} commands at {}", same, command.at), "one a machine");
  }
  return together;
}

What read_advance(Node const& step, Node const& by, World const& /*world*/) {
  step.done();
  return AdvanceClock{.by = read_duration(by, shortest_advance, longest_advance)};
}

std::string known_machine(Node const& node, std::string name, World const& world) {
  auto const names = machine_names(world.machines);
  if (std::find(names.begin(), names.end(), name) == names.end())
    node.fail(fmt::format("found the unknown machine '{}'; known: {}", name, fmt::join(names, ", ")));
  return name;
}

/// "2 of PC01"
What read_detection_cycles(Node const& step, Node const& value, World const& world) {
  step.done();
  auto const text = value.text();
  constexpr std::string_view between = " of ";
  unsigned count = 0;
  auto const* const end = text.data() + text.size();
  auto const [stop, error] = std::from_chars(text.data(), end, count);
  std::string_view const rest(stop, end);
  bool const in_range = error == std::errc{} && count >= 1 && count <= limits::max_detection_cycles;
  if (!in_range || !rest.starts_with(between) || rest.size() == between.size())
    value.fail(fmt::format("'{}'", text), fmt::format("1 to {} cycles of a machine, as in '2 of {}'",
                                                      limits::max_detection_cycles, world.machines.front().name));
  return RunDetectionCycles{.machine = known_machine(value, std::string(rest.substr(between.size())), world),
                            .count = count};
}

struct MachineAndName {
  std::string machine{};
  std::string name{};
};

/// "PC01 as before", "PC01 from before".
MachineAndName read_pair(Node const& node, std::string_view word, World const& world) {
  auto const text = node.text();
  auto const between = fmt::format(" {} ", word);
  auto const middle = text.find(between);
  if (middle == std::string::npos || middle == 0 || middle + between.size() == text.size()) {
    node.fail(fmt::format("'{}'", text),
              fmt::format("a machine, '{0}' and a name, as in '{1} {0} before'", word, world.machines.front().name));
  }
  return {.machine = known_machine(node, text.substr(0, middle), world), .name = text.substr(middle + between.size())};
}

What read_snapshot(Node const& step, Node const& value, World const& world) {
  step.done();
  auto pair = read_pair(value, "as", world);
  return TakeSnapshot{.machine = std::move(pair.machine), .name = std::move(pair.name)};
}

What read_restore(Node const& step, Node const& value, World const& world) {
  step.done();
  auto pair = read_pair(value, "from", world);
  return RestoreSnapshot{.machine = std::move(pair.machine), .name = std::move(pair.name)};
}

/// "11700 revisions"
What read_synchronise(Node const& step, Node const& value, World const& /*world*/) {
  step.done();
  auto const text = value.text();
  int revisions = 0;
  auto const* const end = text.data() + text.size();
  auto const [stop, error] = std::from_chars(text.data(), end, revisions);
  bool const in_range =
      error == std::errc{} && revisions >= limits::min_revisions && revisions <= limits::max_revisions;
  if (!in_range || std::string_view(stop, end) != " revisions") {
    value.fail(fmt::format("'{}'", text),
               fmt::format("{} to {} revisions, as in '5900 revisions'", limits::min_revisions, limits::max_revisions));
  }
  return Synchronise{.revisions = revisions};
}

What read_network_change(Node const& step, Node const& value, World const& world) {
  step.done();
  return ChangeNetwork{.network = read_network(value, world.hosts)};
}

/// Where a host listens cannot change, nor whether it does.
What read_hosts_change(Node const& step, Node const& value, World const& world) {
  step.done();
  ChangeHosts change;
  auto const written = value.keys();
  for (auto const& name : written) {
    auto const known = std::ranges::find(world.hosts, name, &HostSpec::name);
    auto const place = value.child(name).value_or(value);
    if (known == world.hosts.end()) place.fail(fmt::format("the unknown host '{}'", name), "a host of the world");
    if (known->answer == HostSpec::Answer::nothing)
      place.fail("a host that listens nowhere", "one whose answer is redirect or pass_on");
  }
  for (auto const& host : read_hosts(value, world.hosts)) {
    if (std::ranges::find(written, host.name) == written.end()) continue;
    auto const& before = *std::ranges::find(world.hosts, host.name, &HostSpec::name);
    if (host.port != before.port || host.https != before.https || host.answer == HostSpec::Answer::nothing)
      value.child(host.name)->fail("another port or https, or the answer nothing",
                                   "what the host had, with another answer of redirect and pass_on");
    change.hosts.push_back(host);
  }
  if (change.hosts.empty()) value.fail("no host", "at least one");
  return change;
}

What read_expect(Node const& step, Node const& value, World const& world) {
  step.done();
  return read_expectation(value, world.machines);
}

using ReadStep = What (*)(Node const& step, Node const& value, World const& world);
/// In the order of keys::step_kinds.
constexpr std::array<ReadStep, keys::step_kinds.size()> readers{
    read_command, read_together,    read_advance,        read_detection_cycles, read_snapshot,
    read_restore, read_synchronise, read_network_change, read_hosts_change,     read_expect};

Step read_step(Node const& node, World const& world) {
  std::vector<std::size_t> kinds;
  for (std::size_t i = 0; i < keys::step_kinds.size(); ++i) {
    if (node.child(keys::step_kinds[i])) kinds.push_back(i);
  }
  if (kinds.size() != 1) {
    auto const written = node.keys();
    node.fail(written.empty() ? std::string("an empty step") : fmt::format("a step with {}", fmt::join(written, ", ")),
              fmt::format("exactly one of {}", fmt::join(keys::step_kinds, ", ")));
  }
  auto const kind = kinds.front();
  return {.place = place_of(node), .what = readers[kind](node, *node.child(keys::step_kinds[kind]), world)};
}

}  // namespace

std::vector<std::string> machine_names(Machines const& machines) {
  std::vector<std::string> names;
  for (auto const& machine : machines) names.push_back(machine.name);
  return names;
}

std::vector<std::string> copies_of(std::string_view name, Machines const& machines) {
  std::vector<std::string> names;
  for (auto const& machine : machines) {
    if (!name.empty() && machine.copy_of == name) names.push_back(machine.name);
  }
  return names;
}

std::string read_machine_name(Node const& node, Machines const& machines) { return node.word(machine_names(machines)); }

std::vector<Step> read_steps(Node const& node, World const& world) {
  std::vector<Step> steps;
  for (auto const& item : node.items()) steps.push_back(read_step(item, world));
  if (steps.empty()) node.fail("an empty list", "at least one step");
  return steps;
}

}  // namespace wsus::scenario
