// Where a learner is in a lesson, and what happens next: a state machine without a world and without streams.
#pragma once

#include "scenarios/teaching/lesson.hpp"
#include "scenarios/teaching/wish.hpp"

#include <cstddef>
#include <string>
#include <variant>

namespace wsus::lab {

/// The current step is to be done as it is written; the lesson has moved behind it.
struct DoStep {
  std::size_t step = 0;  ///< its position in the lesson
  bool operator==(DoStep const&) const = default;
};
/// A line of the learner's own is to be typed; the lesson stays where it is.
struct TypeOwn {
  scenario::TypeCommand command{};
  bool operator==(TypeOwn const&) const = default;
};

/// What the one who drives the lesson has to do now. Nothing: the wish had no meaning here.
using Reaction = std::variant<std::monostate, DoStep, TypeOwn, ShowHelp, ShowLogs, ShowExplanation, Leave>;

class Progress {
public:
  explicit Progress(Lesson lesson);

  /// No further step is to be asked about: all were done, or the learner left.
  [[nodiscard]] bool over() const { return left_ || position_ == lesson_.steps.size(); }
  [[nodiscard]] bool left() const { return left_; }
  /// Steps that are done.
  [[nodiscard]] std::size_t position() const { return position_; }
  [[nodiscard]] Lesson const& lesson() const { return lesson_; }
  /// The step that is asked about. Only while the lesson is not over.
  [[nodiscard]] LessonStep const& step() const { return lesson_.steps.at(position_); }
  [[nodiscard]] bool begins_chapter() const;
  /// Where a line goes that names no prompt: that of the step, else the last one that was used.
  [[nodiscard]] std::string const& prompt() const { return prompt_; }
  /// Lines of the learner's own so far: what is seen may be another thing after them than what the lesson expects.
  [[nodiscard]] std::size_t own_lines() const { return own_lines_; }

  /// Moves on. A typed line that is the step's own, at its prompt, is the step. When the lesson is over: Leave.
  [[nodiscard]] Reaction take(Wish const& wish);

private:
  [[nodiscard]] Reaction take_words(Words const& words);
  [[nodiscard]] DoStep move_on();
  void choose_prompt();

  Lesson lesson_;
  std::size_t position_ = 0;
  std::size_t own_lines_ = 0;
  bool left_ = false;
  std::string prompt_{};
};

}  // namespace wsus::lab
