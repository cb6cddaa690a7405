// A quiz as it is held: symptoms and logs are shown, the fault is to be found.
#pragma once

#include "scenarios/runner/background.hpp"
#include "scenarios/teaching/lesson_session.hpp"
#include "scenarios/teaching/question.hpp"
#include "scenarios/teaching/score.hpp"
#include "scenarios/teaching/talk.hpp"

#include <vector>

namespace wsus::lab {

struct QuizEnd {
  Ending ending = Ending::finished;
  Score score{};
  bool all_shown = true;  ///< every fault could be shown; one that could not counts as no question
};

/// Nothing that names the fault is written before it is found or given up, but what is asked for. A world that cannot
/// be made is told, and the quiz goes on.
[[nodiscard]] QuizEnd hold_quiz(std::vector<Question> const& questions, TeachingOptions const& options,
                                BackgroundShelf& backgrounds, Talk& talk);

}  // namespace wsus::lab
