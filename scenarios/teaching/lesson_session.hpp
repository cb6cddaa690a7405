// A lesson as it is held: a learner, a world, step by step.
#pragma once

#include "scenarios/model/scenario.hpp"
#include "scenarios/runner/background.hpp"
#include "scenarios/teaching/talk.hpp"

#include <cstddef>

namespace wsus::lab {

struct TeachingOptions {
  bool colour = false;
  std::size_t log_lines = 20;  ///< of each log after a step at most; 0: all
};

struct LessonEnd {
  Ending ending = Ending::finished;
  /// Everything that was done showed what the scenario says. What differs after lines of the learner's own does not
  /// count.
  bool as_expected = true;
};

/// Throws std::exception for a world that cannot be made or a background that does not hold.
[[nodiscard]] LessonEnd hold_lesson(scenario::Scenario const& scenario, TeachingOptions const& options,
                                    BackgroundShelf& backgrounds, Talk& talk);

}  // namespace wsus::lab
