// A scenario cut into the steps that a learner is asked about.
#pragma once

#include "scenarios/model/scenario.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::lab {

enum class Chapter { cause, reproduce, fix, verify };

/// "reproduce", as the key in a scenario file.
[[nodiscard]] std::string_view name_of(Chapter chapter);
/// What happens in it, a sentence for a learner.
[[nodiscard]] std::string_view purpose_of(Chapter chapter);

/// What is done at once when the learner goes on, and what must be seen then.
struct LessonStep {
  Chapter chapter = Chapter::reproduce;
  std::optional<scenario::Step> action{};  ///< empty: nothing is done, one only looks
  std::vector<scenario::Step> expected{};  ///< expectations that follow the action, in order

  /// The line that the action types; null: it types none, or several at once.
  [[nodiscard]] scenario::TypeCommand const* command() const;
};

struct Lesson {
  std::vector<LessonStep> steps{};     ///< in order, chapters one after the other
  std::vector<std::string> prompts{};  ///< machines by name, then the server: where lines can be typed
};

/// Of a baseline: what verifies it. The background is no part of a lesson.
[[nodiscard]] Lesson lesson_of(scenario::Scenario const& scenario);

/// What must be seen, for a learner: how the scan ends, and what to look for in which log. One clause each.
[[nodiscard]] std::vector<std::string> what_to_see(scenario::Expectation const& expected);

/// A fragment of a log line as a person looks for it: placeholders become "*".
[[nodiscard]] std::string readable(std::string_view fragment);

}  // namespace wsus::lab
