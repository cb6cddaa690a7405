// wsus-lab teach: a scenario as a lesson, or several as a quiz.
#include "scenarios/app/chosen.hpp"
#include "scenarios/app/cli.hpp"
#include "scenarios/app/shuffle.hpp"
#include "scenarios/catalogue/failure_modes.hpp"
#include "scenarios/teaching/lesson_session.hpp"
#include "scenarios/teaching/page.hpp"
#include "scenarios/teaching/question.hpp"
#include "scenarios/teaching/quiz_session.hpp"
#include "scenarios/teaching/talk.hpp"
#include "scenarios/teaching/wish.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <ostream>
#include <random>

namespace wsus::lab {
namespace {

using Scenarios = std::vector<scenario::Scenario>;

int finish(Ending ending, bool as_expected, Talk const& talk) {
  switch (ending) {
  case Ending::finished: break;
  case Ending::left: talk.say("Until next time.\n"); break;
  case Ending::end_of_input: talk.say("Nothing more is typed: this is the end.\n"); break;
  case Ending::interrupted: talk.say("Interrupted.\n"); return exit_code::did_not_hold;
  }
  return as_expected ? exit_code::held : exit_code::did_not_hold;
}

/// 1 to `count`.
std::optional<std::size_t> number_in(std::string_view line, std::size_t count) {
  auto const text = trimmed(line);
  std::size_t number = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < 1 || number > count) return std::nullopt;
  return number;
}

/// Which of several scenarios; null with `ending` when the learner chose none.
scenario::Scenario const* ask_which(Scenarios const& scenarios, Page const& page, Talk& talk, Ending& ending) {
  if (scenarios.size() == 1) return &scenarios.front();
  for (std::size_t i = 0; i < scenarios.size(); ++i)
    talk.say(page.paragraph(fmt::format("{}: {}", scenarios[i].name, scenarios[i].title), fmt::format("{:>4}  ", i + 1),
                            "      "));
  while (true) {
    auto const line = talk.ask(fmt::format("Which one? 1 to {}, Enter = 1, q = none: ", scenarios.size()));
    if (!line) {
      ending = talk.ended();
      return nullptr;
    }
    auto const wish = read_wish(*line, {});
    if (std::holds_alternative<GoOn>(wish)) return &scenarios.front();
    if (std::holds_alternative<Leave>(wish)) {
      ending = Ending::left;
      return nullptr;
    }
    if (auto const number = number_in(*line, scenarios.size())) return &scenarios[*number - 1];
    talk.say(page.paragraph(fmt::format("'{}' is none of them.", trimmed(*line))));
  }
}

int teach_one(Scenarios const& scenarios, TeachingOptions const& options, Talk& talk) {
  auto ending = Ending::finished;
  auto const* chosen = ask_which(scenarios, Page(options.colour), talk, ending);
  if (chosen == nullptr) return finish(ending, true, talk);
  BackgroundShelf backgrounds;
  auto const end = hold_lesson(*chosen, options, backgrounds, talk);
  return finish(end.ending, end.as_expected, talk);
}

/// In an order of chance, at most `count`.
std::vector<Question> draw(Scenarios const& scenarios, std::uint64_t seed, unsigned count) {
  std::vector<Question> questions;
  auto const modes = catalogue_of_modes::failure_modes().size();
  for (auto const position : shuffled(scenarios.size(), seed, 0)) {
    if (questions.size() == count) break;
    auto const round = static_cast<unsigned>(questions.size()) + 1;
    if (can_be_asked(scenarios[position]))
      questions.push_back(question_of(scenarios[position], shuffled(modes, seed, round)));
  }
  return questions;
}

int quiz(Scenarios const& scenarios, TeachCommand const& command, TeachingOptions const& options, Talk& talk,
         std::ostream& err, std::optional<std::uint64_t> fresh_seed) {
  auto const seed = command.seed ? *command.seed : fresh_seed.value_or(std::random_device{}());
  auto const questions = draw(scenarios, seed, command.questions);
  if (questions.empty()) {
    err << "wsus-lab: nothing to ask: none of the chosen scenarios hides a failure (baselines are healthy)\n";
    return exit_code::wrong_usage;
  }
  auto const* plural = questions.size() == 1 ? "" : "s";
  talk.say(fmt::format("{} question{}; the same again: --seed {}\n", questions.size(), plural, seed));
  BackgroundShelf backgrounds;
  auto const end = hold_quiz(questions, options, backgrounds, talk);
  return finish(end.ending, end.all_shown, talk);
}

}  // namespace

int teach(TeachCommand const& command, std::ostream& out, std::ostream& err, Surroundings const& surroundings) {
  auto const loaded = choose_scenarios(command.what, command.library, surroundings.program_directory);
  for (auto const& mistake : loaded.mistakes) err << mistake << "\n";
  if (!loaded.mistakes.empty()) return exit_code::wrong_usage;
  TeachingOptions const options{.colour = surroundings.colour && !command.no_colour, .log_lines = command.log_lines};
  Talk talk({.in = surroundings.input, .out = &out, .echo = !surroundings.input_shows, .stop = surroundings.stop});
  try {
    if (command.quiz) return quiz(loaded.scenarios, command, options, talk, err, surroundings.shuffle_seed);
    return teach_one(loaded.scenarios, options, talk);
  } catch (std::exception const& error) {
    err << fmt::format("wsus-lab: the lesson cannot go on: {}\n", error.what());
    return exit_code::did_not_hold;
  }
}

}  // namespace wsus::lab
