// The world behind a lesson: does a step and tells what is new.
#pragma once

#include "scenarios/model/scenario.hpp"
#include "scenarios/runner/background.hpp"
#include "scenarios/runner/phase.hpp"
#include "scenarios/teaching/lesson.hpp"
#include "scenarios/teaching/page.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace wsus::lab {

/// What a step came to.
struct StepSeen {
  std::string transcript{};         ///< typed lines, what prompts answered, how scans ended
  std::vector<ScanEnd> scans{};     ///< that ended in it
  std::vector<Problem> problems{};  ///< what differs from what the scenario expects
  std::vector<GrownLog> logs{};     ///< those with new lines; clients first

  /// Of the scan that tells most: the last one that failed (another machine may have scanned well after it), else the
  /// last one. Empty: no scan ended in the step.
  [[nodiscard]] std::optional<std::uint32_t> telling_code() const;
};

/// Thread safety: none, as of LabWorld.
class Stand {
public:
  /// Makes the world and runs the background. Throws as make_world does. `scenario` and `backgrounds` live longer.
  Stand(scenario::Scenario const& scenario, BackgroundShelf& backgrounds, std::stop_token const& stop);

  /// Windows of expectations begin here.
  void begin(Chapter chapter);
  /// One step; begin() was called before. Throws what the world throws.
  [[nodiscard]] StepSeen perform(scenario::Step const& step);
  /// Whole logs since the world was made, or since forget_logs(), those with lines.
  [[nodiscard]] std::vector<GrownLog> logs() const;
  /// From here on logs are as if nothing had been written before.
  void forget_logs();

private:
  [[nodiscard]] std::vector<GrownLog> grown_since(Mark const& mark) const;

  CatalogueShelf catalogues_;
  LabWorld world_;
  Mark from_;
  Mark shown_;
  std::unique_ptr<PhaseSteps> phase_{};
};

}  // namespace wsus::lab
