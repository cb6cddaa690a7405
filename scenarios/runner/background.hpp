// What happened before a scenario, run once and shared by all worlds that are the same.
#pragma once

#include "scenarios/runner/world.hpp"

#include <future>
#include <memory>
#include <mutex>
#include <stop_token>
#include <vector>

namespace wsus::lab {

/// Keeps what backgrounds left behind. Thread safety: every call from any thread; who asks for a state that another
/// thread is making waits for it.
class BackgroundShelf {
public:
  /// Runs `steps` in a world of their own, or gives what an equal run has left; where that met no limit of web.config,
  /// the limits may be larger now. Throws std::runtime_error with what did not hold, and Interrupted.
  [[nodiscard]] std::shared_ptr<WorldState const> get(scenario::World const& world,
                                                      std::vector<scenario::Step> const& steps,
                                                      CatalogueShelf& catalogues, std::stop_token const& stop);

private:
  struct Kept {
    scenario::World world{};
    std::vector<decltype(scenario::Step::what)> steps{};
    std::shared_future<std::shared_ptr<WorldState const>> state{};
  };
  std::mutex mutex_;
  std::vector<Kept> kept_;
};

/// A world of a scenario, its own or that of a control, after the scenario's background. The server's faults begin
/// after the background: so a world with them shares it with those without. Throws as BackgroundShelf::get and LabWorld
/// do.
[[nodiscard]] LabWorld make_world(scenario::Scenario const& scenario, scenario::World const& world,
                                  CatalogueShelf& catalogues, BackgroundShelf& backgrounds,
                                  std::stop_token const& stop);

}  // namespace wsus::lab
