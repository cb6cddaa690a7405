// Reading a scenario file, and finding the files.
#include "scenarios/model/scenario_file.hpp"

#include "scenarios/model/expectation_reader.hpp"
#include "scenarios/model/keys.hpp"
#include "scenarios/model/scenario_checks.hpp"
#include "scenarios/model/step_reader.hpp"
#include "scenarios/model/values.hpp"
#include "scenarios/model/world_reader.hpp"
#include "server/config/node.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace wsus::scenario {
namespace {

using config::Node;
namespace files = std::filesystem;

constexpr std::string_view extension = ".yaml";

std::vector<std::string> read_modes(Node const& node, KnownMode const& known_mode) {
  std::vector<std::string> modes;
  for (auto const& item : one_or_more(node)) {
    auto id = read_text(item);
    if (known_mode && !known_mode(id)) {
      item.fail(fmt::format("the unknown failure mode '{}'", id), "an id of the failure mode catalogue, as in FM01");
    }
    if (std::ranges::find(modes, id) != modes.end()) item.fail(fmt::format("'{}' a second time", id), "every id once");
    modes.push_back(std::move(id));
  }
  return modes;
}

/// A phase that must look at something: without an expectation it would hold whatever happens.
std::vector<Step> read_checked_phase(Node const& node, World const& world) {
  auto steps = read_steps(node, world);
  auto const looks = [](Step const& step) { return std::holds_alternative<Expectation>(step.what); };
  if (std::ranges::none_of(steps, looks)) node.fail("no expect step", "at least one");
  return steps;
}

/// A background is shared as what it leaves behind on the machines, so nothing else may be changed by it.
std::vector<Step> read_background(Node const& node, World const& world) {
  auto steps = read_steps(node, world);
  for (auto const& step : steps) {
    auto const* command = std::get_if<TypeCommand>(&step.what);
    if (command != nullptr && command->at == server_name)
      fail_at(step.place, "found a command at the server in a background; allowed: commands at machines, advance, "
                          "detection_cycles, synchronise, expect");
    if (std::holds_alternative<ChangeNetwork>(step.what) || std::holds_alternative<ChangeHosts>(step.what))
      fail_at(step.place, "found a change of the network in a background; allowed: commands at machines, advance, "
                          "detection_cycles, synchronise, expect");
    if (std::holds_alternative<TakeSnapshot>(step.what) || std::holds_alternative<RestoreSnapshot>(step.what))
      fail_at(step.place, "found a snapshot in a background; allowed: commands at machines, advance, "
                          "detection_cycles, synchronise, expect");
  }
  return steps;
}

Control read_control(Node const& node, World const& scenario_world) {
  keys::allow_only(node, keys::control);
  Control control{.name = read_text(node.required("name")), .place = place_of(node)};
  control.world = read_changed_world(node, scenario_world);
  if (auto const fix = node.child("fix")) control.fix = read_steps(*fix, control.world);
  auto const expect = node.required("expect");
  control.expect = read_expectation(expect, control.world.machines);
  control.expect_place = place_of(expect);
  return control;
}

std::vector<Control> read_controls(Node const& node, World const& scenario_world) {
  std::vector<Control> controls;
  for (auto const& item : node.items()) controls.push_back(read_control(item, scenario_world));
  if (std::ranges::none_of(controls, [](Control const& control) { return control.fix.has_value(); })) {
    node.fail("no control with a fix", "at least one: a fix that does not cure shows that verify can tell");
  }
  return controls;
}

Injected read_injected(Node const& node, World const& scenario_world) {
  keys::allow_only(node, keys::injected);
  Injected injected{.place = place_of(node), .world = read_changed_world(node, scenario_world)};
  auto const server = node.child("server");
  if (auto const twice = server ? server->child("faults") : std::nullopt; twice)
    twice->fail("faults a second time", "the rules of the twin in injected/faults");
  injected.world.server.faults = read_faults(node.required("faults"));
  if (auto const expect = node.child("expect")) {
    injected.expect = read_expectation(*expect, injected.world.machines);
    injected.expect_place = place_of(*expect);
  }
  return injected;
}

std::vector<std::string> read_tags(Node const& node) {
  std::vector<std::string> tags;
  for (auto const& item : one_or_more(node)) {
    auto tag = read_text(item);
    bool const is_word =
        std::ranges::all_of(tag, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
    if (!is_word) item.fail(fmt::format("'{}'", tag), "lower-case letters, digits and hyphens");
    if (std::ranges::find(tags, tag) != tags.end()) item.fail(fmt::format("'{}' a second time", tag), "every tag once");
    tags.push_back(std::move(tag));
  }
  return tags;
}

/// What is said of a scenario, beside what it does.
void read_statements(Node const& top, Scenario& scenario) {
  if (auto const child = top.child("tags")) scenario.tags = read_tags(*child);
  if (auto const child = top.child("assumed")) scenario.assumed = read_text(*child);
  if (auto const child = top.child("no_cause")) scenario.no_cause = read_text(*child);
  if (auto const child = top.child("no_injected")) scenario.no_injected = read_text(*child);
}

void read_phases(Node const& top, Scenario& scenario, KnownMode const& known_mode) {
  auto const& world = scenario.world;
  scenario.modes = read_modes(top.required("modes"), known_mode);
  if (auto const child = top.child("cause")) scenario.cause = read_steps(*child, world);
  if (auto const child = top.child("injected")) scenario.injected = read_injected(*child, scenario.world);
  scenario.reproduce = read_checked_phase(top.required("reproduce"), world);
  scenario.fix = read_steps(top.required("fix"), world);
  scenario.verify = read_checked_phase(top.required("verify"), world);
  scenario.controls = read_controls(top.required("controls"), scenario.world);
}

/// A baseline is a healthy world: it has nothing to reproduce and nothing to fix.
void read_baseline(Node const& top, Scenario& scenario) {
  for (auto const* key : {"modes", "cause", "reproduce", "fix", "controls", "injected"}) {
    if (auto const child = top.child(key)) {
      child->fail(fmt::format("{} in a baseline", key), "verify alone, where 'baseline' is in the file's name");
    }
  }
  scenario.verify = read_checked_phase(top.required("verify"), scenario.world);
}

Scenario read_scenario(Node const& top, files::path const& file, KnownMode const& known_mode) {
  keys::allow_only(top, keys::scenario);
  Scenario scenario{.name = file.stem().string(), .title = read_text(top.required("title")), .file = file.string()};
  if (auto const child = top.child("about")) scenario.about = read_text(*child);
  if (auto const child = top.child("sources")) scenario.sources = read_texts(*child);
  read_statements(top, scenario);
  scenario.world = read_world(top);
  if (auto const child = top.child("background")) {
    scenario.background = read_background(*child, scenario.world);
  }
  if (scenario.name.find("baseline") != std::string::npos) {
    read_baseline(top, scenario);
  } else {
    read_phases(top, scenario, known_mode);
  }
  check_whole(scenario);
  return scenario;
}

[[noreturn]] void fail_path(files::path const& path, std::string_view found, std::string_view allowed) {
  throw config::ConfigError(fmt::format("{}:1: /: found {}; allowed: {}", path.string(), found, allowed));
}

std::vector<files::path> files_below(files::path const& folder) {
  std::vector<files::path> found;
  std::error_code error;
  auto entry = files::recursive_directory_iterator(folder, error);
  for (; !error && entry != files::recursive_directory_iterator(); entry.increment(error)) {
    if (entry->path().extension() == extension && entry->is_regular_file(error)) found.push_back(entry->path());
  }
  if (error) fail_path(folder, fmt::format("a folder that cannot be read ({})", error.message()), "a readable folder");
  if (found.empty()) fail_path(folder, "a folder without scenarios", "a folder with .yaml files, or a file");
  std::ranges::sort(found);
  return found;
}

}  // namespace

Scenario load_scenario(files::path const& file, KnownMode const& known_mode) {
  return read_scenario(Node::load(file.string()), file, known_mode);
}

Scenario parse_scenario(std::string_view text, files::path const& file, KnownMode const& known_mode) {
  return read_scenario(Node::parse(text, file.string()), file, known_mode);
}

std::vector<files::path> find_scenarios(std::vector<files::path> const& paths) {
  std::vector<files::path> found;
  for (auto const& path : paths) {
    std::error_code error;
    auto const status = files::status(path, error);
    if (!files::exists(status)) fail_path(path, "nothing there", "a scenario file, or a folder with .yaml files");
    auto const more = files::is_directory(status) ? files_below(path) : std::vector<files::path>{path};
    for (auto const& file : more) {
      if (std::ranges::find(found, file) == found.end()) found.push_back(file);
    }
  }
  return found;
}

}  // namespace wsus::scenario
