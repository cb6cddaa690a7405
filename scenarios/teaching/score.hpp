// Points of a quiz.
#pragma once

#include <cstddef>
#include <string>

namespace wsus::lab {

inline constexpr unsigned most_points = 4;
/// Wrong answers after which a question is over.
inline constexpr unsigned most_wrong_answers = 2;

/// What a learner used up at one question.
struct Tries {
  unsigned hints = 0;
  bool choices = false;  ///< were shown
  unsigned wrong = 0;
  bool right = false;

  [[nodiscard]] bool over() const { return right || wrong >= most_wrong_answers; }
  /// Of a right answer most_points, less one for each hint, for the choices and for each wrong answer, and one at
  /// least; else none.
  [[nodiscard]] unsigned points() const;
};

struct Score {
  unsigned questions = 0;  ///< that were answered, rightly, wrongly or not at all
  unsigned right = 0;
  unsigned points = 0;

  void add(Tries const& tries);
  /// "2 of 3 right, 7 of 12 points"
  [[nodiscard]] std::string text() const;
};

}  // namespace wsus::lab
