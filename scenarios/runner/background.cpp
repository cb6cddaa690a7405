// Running and sharing backgrounds: see background.hpp.
#include "scenarios/runner/background.hpp"

#include "scenarios/runner/phase.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <stdexcept>
#include <utility>

namespace wsus::lab {
namespace {

std::vector<decltype(scenario::Step::what)> without_places(std::vector<scenario::Step> const& steps) {
  std::vector<decltype(scenario::Step::what)> what;
  what.reserve(steps.size());
  for (auto const& step : steps) what.push_back(step.what);
  return what;
}

/// Whether what a background left in `made` may be good for `world`: the same but for limits, which are no smaller. It
/// is good where none was met.
bool may_serve(scenario::World const& made, scenario::World world) {
  auto const widen = [](long& limit, long known) { limit = limit >= known ? known : limit; };
  widen(world.server.max_installed_prerequisites, made.server.max_installed_prerequisites);
  widen(world.server.max_cached_updates, made.server.max_cached_updates);
  return world == made;
}

std::shared_ptr<WorldState const> make(scenario::World const& world, std::vector<scenario::Step> const& steps,
                                       CatalogueShelf& catalogues, std::stop_token const& stop) {
  LabWorld place(world, catalogues);
  auto const result = run_phase(place, "background", steps, stop);
  if (auto const problems = result.problems(); !problems.empty()) throw std::runtime_error(problems.front().text);
  return std::make_shared<WorldState const>(place.state());
}

}  // namespace

std::shared_ptr<WorldState const> BackgroundShelf::get(scenario::World const& world,
                                                       std::vector<scenario::Step> const& steps,
                                                       CatalogueShelf& catalogues, std::stop_token const& stop) {
  auto what = without_places(steps);
  std::promise<std::shared_ptr<WorldState const>> promise;
  std::unique_lock lock(mutex_);
  // A catalogue file is relative to its scenario: such worlds are equal only by accident and are not shared.
  auto const found = std::find_if(kept_.begin(), kept_.end(), [&](Kept const& one) {
    return !world.server.catalogue.file && may_serve(one.world, world) && one.steps == what;
  });
  if (found != kept_.end()) {
    auto const future = found->state;
    bool const is_same = found->world == world;
    lock.unlock();
    auto const& state = future.get();
    return is_same || !state->met_a_limit ? state : make(world, steps, catalogues, stop);
  }
  auto const state = kept_.emplace_back(Kept{world, std::move(what), promise.get_future().share()}).state;
  lock.unlock();
  try {
    promise.set_value(make(world, steps, catalogues, stop));
  } catch (...) {
    promise.set_exception(std::current_exception());
  }
  return state.get();
}

LabWorld make_world(scenario::Scenario const& scenario, scenario::World const& world, CatalogueShelf& catalogues,
                    BackgroundShelf& backgrounds, std::stop_token const& stop) {
  if (scenario.background.empty()) return {world, catalogues};
  auto healthy = world;
  healthy.server.faults.reset();
  auto const before = backgrounds.get(healthy, scenario.background, catalogues, stop);
  return {world, catalogues, before.get()};
}

}  // namespace wsus::lab
