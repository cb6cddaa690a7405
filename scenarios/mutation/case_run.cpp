// One world a case: see case_run.hpp.
#include "scenarios/mutation/case_run.hpp"

#include "client_sim/agent/hresult.hpp"
#include "client_sim/report/scan_report.hpp"
#include "scenarios/model/scenario_file.hpp"
#include "scenarios/runner/world.hpp"

#include <fmt/format.h>

#include <exception>
#include <variant>

namespace wsus::lab {
namespace {

void type_all(LabWorld& world, scenario::Scenario const& scenario, CaseEnding& ending) {
  try {
    for (auto const& step : scenario.verify)
      if (auto const* command = std::get_if<scenario::TypeCommand>(&step.what)) world.type(*command);
  } catch (std::exception const& error) {
    ending.thrown = error.what();
  }
}

}  // namespace

std::string finding_in(CaseEnding const& ending) {
  if (!ending.thrown.empty()) return fmt::format("the agent has thrown: {}", ending.thrown);
  if (!ending.hresult) return "there was no scan";
  if (agent::find_hresult(*ending.hresult) == nullptr)
    return fmt::format("the scan ended with {}, which is no code of the table", agent::to_hex(*ending.hresult));
  if (ending.lasted > longest_case)
    return fmt::format("the scan took {} hours on the clock of its world",
                       std::chrono::duration_cast<std::chrono::hours>(ending.lasted).count());
  return {};
}

CaseEnding run_case(MutationCase const& one, CatalogueShelf& catalogues) {
  auto const scenario = scenario::parse_scenario(scenario_text(one, {}, 0), name_of(one) + ".yaml", {});
  LabWorld world(scenario.world, catalogues);
  CaseEnding ending;
  type_all(world, scenario, ending);
  ending.lasted = std::chrono::duration_cast<std::chrono::seconds>(world.state().time - scenario.world.start);
  auto const counters = world.mark().counters;
  auto const injected = counters.find("injected.mutated");
  if (injected != counters.end()) ending.changed = injected->second;
  auto const& scans = world.scans(scenario.world.machines.front().name);
  if (!scans.empty()) ending.hresult = report::hresult_of(scans.back());
  return ending;
}

}  // namespace wsus::lab
