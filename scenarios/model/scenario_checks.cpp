// Checks across the parts of a scenario.
#include "scenarios/model/scenario_checks.hpp"

#include "scenarios/model/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace wsus::scenario {
namespace {

/// Snapshots as one run of phases takes them. `run` says which run it is, for messages; empty for the scenario itself.
class Snapshots {
public:
  explicit Snapshots(std::string run = {}) : run_(std::move(run)) {}

  void follow(std::vector<Step> const& steps) {
    for (auto const& step : steps) {
      if (auto const* taken = std::get_if<TakeSnapshot>(&step.what)) take(step.place, taken->machine, taken->name);
      if (auto const* restored = std::get_if<RestoreSnapshot>(&step.what)) restore(step.place, *restored);
    }
  }

private:
  void take(Place const& place, std::string const& machine, std::string const& name) {
    auto const [first, is_new] = lines_.emplace(std::pair(machine, name), place.line);
    if (is_new) return;
    fail_at(place, fmt::format("found a second snapshot '{}' of {} (first in line {}){}; allowed: every name once",
                               name, machine, first->second, run_));
  }
  void restore(Place const& place, RestoreSnapshot const& wanted) {
    if (lines_.contains({wanted.machine, wanted.name})) return;
    fail_at(place, fmt::format("found the snapshot '{}' of {}, which no step before takes{}; known: {}", wanted.name,
                               wanted.machine, run_, known()));
  }
  [[nodiscard]] std::string known() const {
    std::string text;
    for (auto const& [key, line] : lines_) {
      text += fmt::format("{}'{} from {}'", text.empty() ? "" : ", ", key.first, key.second);
    }
    return text.empty() ? "none" : text;
  }

  std::string run_;
  std::map<std::pair<std::string, std::string>, int> lines_{};
};

void check_snapshots(Scenario const& scenario) {
  Snapshots whole;
  for (auto const* phase : {&scenario.cause, &scenario.reproduce, &scenario.fix, &scenario.verify})
    whole.follow(*phase);
  for (auto const& control : scenario.controls) {
    if (!control.fix) continue;
    Snapshots with_control(fmt::format(" when the control '{}' runs", control.name));
    for (auto const* phase : {&scenario.cause, &scenario.reproduce, &*control.fix, &scenario.verify})
      with_control.follow(*phase);
  }
}

void check_control_names(std::vector<Control> const& controls) {
  std::map<std::string_view, int> lines;
  for (auto const& control : controls) {
    auto const [first, is_new] = lines.emplace(control.name, control.place.line);
    if (is_new) continue;
    fail_at(control.place, fmt::format("found the name '{}' a second time (first in line {}); allowed: every name once",
                                       control.name, first->second));
  }
}

/// A catalogue as one run of phases makes it grow: it never shrinks, and has no more than what is generated.
class Growth {
public:
  explicit Growth(CatalogueSpec catalogue, std::string run = {})
      : catalogue_(std::move(catalogue)),
        run_(std::move(run)),
        reached_(catalogue_.published == 0 ? catalogue_.revisions : catalogue_.published) {}

  void follow(std::vector<Step> const& steps) {
    for (auto const& step : steps) {
      if (auto const* wanted = std::get_if<Synchronise>(&step.what)) grow(step.place, wanted->revisions);
    }
  }

private:
  void grow(Place const& place, int revisions) {
    if (catalogue_.file)
      fail_at(place, fmt::format("found synchronise with a catalogue file{}; allowed: a generated catalogue", run_));
    if (revisions > catalogue_.revisions)
      fail_at(place, fmt::format("found {} revisions{}; allowed: up to the {} of server/catalogue/revisions", revisions,
                                 run_, catalogue_.revisions));
    if (revisions < reached_)
      fail_at(place,
              fmt::format("found {} revisions where the catalogue has {}{}; allowed: no fewer, for it only grows",
                          revisions, reached_, run_));
    reached_ = revisions;
  }

  CatalogueSpec catalogue_;
  std::string run_;
  int reached_;
};

void check_synchronise(Scenario const& scenario) {
  Growth whole(scenario.world.server.catalogue);
  for (auto const* phase :
       {&scenario.background, &scenario.cause, &scenario.reproduce, &scenario.fix, &scenario.verify})
    whole.follow(*phase);
  for (auto const& control : scenario.controls) {
    Growth with_control(control.world.server.catalogue, fmt::format(" when the control '{}' runs", control.name));
    for (auto const* phase : {&scenario.background, &scenario.cause, &scenario.reproduce}) with_control.follow(*phase);
    if (!control.fix) continue;
    for (auto const* phase : {&*control.fix, &scenario.verify}) with_control.follow(*phase);
  }
}

void check_twins(Scenario const& scenario) {
  for (auto const& control : scenario.controls) {
    if (control.fix || !(control.world == scenario.world)) continue;
    fail_at(control.place, "found neither a fix nor another world than the scenario's; allowed: a fix that must not "
                           "cure, or a changed start, server or machine that must not show the failure");
  }
}

/// Every scenario says what a user may want to know before he trusts it.
void check_statements(Scenario const& scenario) {
  if (scenario.injected && !scenario.no_injected.empty())
    fail_at(scenario.injected->place, "found injected beside no_injected; allowed: one of them");
}

}  // namespace

void check_whole(Scenario const& scenario) {
  check_control_names(scenario.controls);
  check_twins(scenario);
  check_statements(scenario);
  check_synchronise(scenario);
  check_snapshots(scenario);
}

}  // namespace wsus::scenario
