// Running of the reproducing steps: see reproduction.hpp.
#include "scenarios/pages/reproduction.hpp"

#include "client_sim/machine/profile.hpp"
#include "scenarios/knowledge/keys.hpp"
#include "scenarios/pages/log_extract.hpp"
#include "scenarios/runner/phase.hpp"
#include "scenarios/runner/world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <utility>

namespace wsus::lab {
namespace {

using scenario::Expectation;
using scenario::Scenario;

constexpr std::size_t most_client_lines = 24;
constexpr std::size_t most_server_lines = 8;
constexpr std::size_t most_iis_rows = 4;

std::vector<Expectation const*> expectations_of(Scenario const& scenario) {
  std::vector<Expectation const*> all;
  for (auto const& step : scenario.reproduce) {
    if (auto const* expected = std::get_if<Expectation>(&step.what)) all.push_back(expected);
  }
  return all;
}

/// The machine that the story is about.
std::string failing_machine(std::vector<Expectation const*> const& expectations, Scenario const& scenario) {
  std::string machine = scenario.world.machines.front().name;
  for (auto const* expected : expectations) {
    bool const fails = expected->hresult.value_or(0) != 0;
    if (fails || expectations.size() == 1) machine = expected->machine;
  }
  return machine;
}

/// Fragments that hold placeholders are left out: the codes find those lines, too, or the fault's own words do.
void add_fragments(std::vector<std::string>& to, std::vector<std::string> const& fragments) {
  for (auto const& fragment : fragments) {
    if (fragment.find('{') == std::string::npos) to.push_back(fragment);
  }
}

/// The client's port, the fourth column of httperr1.log, is another one in each run.
std::string without_client_port(std::string row) {
  std::size_t begin = 0;
  for (int column = 0; column < 3 && begin != std::string::npos; ++column) {
    begin = row.find(' ', begin);
    if (begin != std::string::npos) ++begin;
  }
  auto const end = begin == std::string::npos ? begin : row.find(' ', begin);
  if (end == std::string::npos) return row;
  return fmt::format("{}-{}", row.substr(0, begin), row.substr(end));
}

FailureLogs logs_of(Scenario const& scenario, Observation const& seen) {
  Telling client{.fragments = {"Soap fault", "WS error", "FATAL", "FAILED"},
                 .codes = codes_of(scenario),
                 .most = most_client_lines};
  Telling server{.fragments = {"ThrowException", "Error"}, .most = most_server_lines};
  Telling handler{.fragments = {"type=\"3\""}, .codes = codes_of(scenario), .most = most_server_lines};
  auto scan_agent = handler;
  for (auto const* expected : expectations_of(scenario)) {
    add_fragments(client.fragments, expected->client_log);
    add_fragments(server.fragments, expected->server_log);
    add_fragments(handler.fragments, expected->wua_handler_log);
    add_fragments(scan_agent.fragments, expected->scan_agent_log);
  }
  FailureLogs logs{.machine = seen.machine};
  auto const spec = std::ranges::find(scenario.world.machines, seen.machine, &scenario::MachineSpec::name);
  if (spec != scenario.world.machines.end()) logs.profile = machine::traits_of(spec->profile).name;
  logs.client = telling_lines(last_search(seen.client_log), client);
  logs.server = telling_lines(seen.server_log, server);
  logs.iis = last_rows(seen.iis_log, most_iis_rows);
  logs.http_errors = last_lines(seen.http_error_log, most_iis_rows);
  for (auto& row : logs.http_errors) row = without_client_port(std::move(row));
  logs.wua_handler = telling_lines(seen.wua_handler_log, handler);
  logs.scan_agent = telling_lines(seen.scan_agent_log, scan_agent);
  return logs;
}

}  // namespace

Reproduction reproduce(Scenario const& scenario, BackgroundShelf& backgrounds, std::stop_token const& stop) {
  Reproduction result;
  try {
    CatalogueShelf catalogues(scenario.file);
    auto world = make_world(scenario, scenario.world, catalogues, backgrounds, stop);
    auto const cause = run_phase(world, "cause", scenario.cause, stop);
    auto const phase = run_phase(world, "reproduce", scenario.reproduce, stop);
    for (auto const* part : {&cause, &phase}) {
      for (auto const& problem : part->problems()) result.problems.push_back(problem.text);
    }
    auto const machine = failing_machine(expectations_of(scenario), scenario);
    result.logs = logs_of(scenario, world.observe(machine, phase.began));
  } catch (std::exception const& error) {
    result.problems.emplace_back(error.what());
  }
  return result;
}

}  // namespace wsus::lab
