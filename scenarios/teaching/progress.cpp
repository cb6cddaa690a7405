// The way through a lesson: see progress.hpp.
#include "scenarios/teaching/progress.hpp"

#include <utility>

namespace wsus::lab {

Progress::Progress(Lesson lesson) : lesson_(std::move(lesson)) {
  if (!lesson_.prompts.empty()) prompt_ = lesson_.prompts.front();
  choose_prompt();
}

bool Progress::begins_chapter() const {
  return position_ == 0 || lesson_.steps.at(position_ - 1).chapter != step().chapter;
}

void Progress::choose_prompt() {
  if (over()) return;
  if (auto const* command = step().command()) prompt_ = command->at;
}

DoStep Progress::move_on() {
  DoStep const done{position_++};
  choose_prompt();
  return done;
}

Reaction Progress::take_words(Words const& words) {
  if (words.text.empty()) return std::monostate{};
  auto const& at = words.at.empty() ? prompt_ : words.at;
  auto const* const wanted = step().command();
  if (wanted != nullptr && wanted->at == at && same_command(wanted->line, words.text)) return move_on();
  ++own_lines_;
  prompt_ = at;
  return TypeOwn{{.at = at, .line = words.text, .elevated = true, .exit_code = std::nullopt}};
}

Reaction Progress::take(Wish const& wish) {
  if (over()) return Leave{};
  if (std::holds_alternative<GoOn>(wish)) return move_on();
  if (std::holds_alternative<ShowHelp>(wish)) return ShowHelp{};
  if (std::holds_alternative<ShowLogs>(wish)) return ShowLogs{};
  if (std::holds_alternative<ShowExplanation>(wish)) return ShowExplanation{};
  if (auto const* words = std::get_if<Words>(&wish)) return take_words(*words);
  left_ = true;
  return Leave{};
}

}  // namespace wsus::lab
