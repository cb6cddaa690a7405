// Remarks on the fault rules of all worlds and steps of a scenario: see rule_remarks.hpp.
#include "scenarios/runner/rule_remarks.hpp"

#include "server/faults/rules/shadowing.hpp"

#include <fmt/format.h>

#include <set>

namespace wsus::lab {
namespace {

using scenario::Step;

class Remarks {
public:
  void add(scenario::World const& world) {
    add_list(world.server.faults.get());
    for (auto const& host : world.hosts) add_list(host.faults.get());
  }
  void add(std::vector<Step> const& steps) {
    for (auto const& step : steps) {
      auto const* change = std::get_if<scenario::ChangeHosts>(&step.what);
      if (change == nullptr) continue;
      for (auto const& host : change->hosts) add_list(host.faults.get());
    }
  }
  [[nodiscard]] std::vector<std::string> take() { return std::move(texts_); }

private:
  /// Worlds share the lists that they have not changed.
  void add_list(std::vector<faults::Rule> const* rules) {
    if (rules == nullptr || !seen_.insert(rules).second) return;
    for (auto const& remark : faults::remarks_on(*rules))
      texts_.push_back(fmt::format("{}:{}: {}", remark.place.file, remark.place.line, remark.text));
  }

  std::set<std::vector<faults::Rule> const*> seen_;
  std::vector<std::string> texts_;
};

}  // namespace

std::vector<std::string> rule_remarks(scenario::Scenario const& scenario) {
  Remarks remarks;
  remarks.add(scenario.world);
  for (auto const* phase : {&scenario.cause, &scenario.reproduce, &scenario.fix, &scenario.verify}) remarks.add(*phase);
  for (auto const& control : scenario.controls) {
    remarks.add(control.world);
    if (control.fix) remarks.add(*control.fix);
  }
  if (scenario.injected) remarks.add(scenario.injected->world);
  return remarks.take();
}

}  // namespace wsus::lab
