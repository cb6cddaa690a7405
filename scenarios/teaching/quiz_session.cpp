// Showing, asking, judging: see quiz_session.hpp.
#include "scenarios/teaching/quiz_session.hpp"

#include "scenarios/report/typed_lines.hpp"
#include "scenarios/teaching/explanation.hpp"
#include "scenarios/teaching/stand.hpp"
#include "scenarios/teaching/wish.hpp"

#include <fmt/format.h>

#include <optional>
#include <stdexcept>
#include <utility>

namespace wsus::lab {
namespace {

constexpr std::string_view help = "  Answer with a failure mode (FM22), a code that only one of them has, or words\n"
                                  "  of what happens. Two wrong answers end the question.\n"
                                  "  c        four choices; their numbers are answers then          costs one point\n"
                                  "  h        a hint: first the layer, then a line of a log, then the cause;\n"
                                  "           each                                                  costs one point\n"
                                  "  l        both logs\n"
                                  "  x        explains the code of the last scan\n"
                                  "  g        gives up and shows the answer\n"
                                  "  q        ends the quiz\n"
                                  "  PC01> dir C:\\    a line for a prompt: look around, wsus> is the server's\n";

/// One question under way.
class Asking {
public:
  Asking(Question const& question, std::string title, TeachingOptions const& options, BackgroundShelf& backgrounds,
         Talk& talk)
      : question_(question),
        title_(std::move(title)),
        options_(options),
        talk_(talk),
        page_(options.colour),
        lesson_(lesson_of(*question.scenario)),
        stand_(*question.scenario, backgrounds, talk.stop()) {}

  /// Cause and failure. Throws std::runtime_error where the failure does not show.
  void set_up();
  /// Empty: the question is over; else how the quiz ends.
  [[nodiscard]] std::optional<Ending> ask();
  [[nodiscard]] Tries const& tries() const { return tries_; }
  void reveal() const;

private:
  void perform(scenario::Step const& step, bool shown);
  void note_code(StepSeen const& seen);
  void react(Wish const& wish);
  void take_words(Words const& words);
  void take_answer(std::string_view answer);
  void hint();
  void show_choices();
  void show_logs(std::size_t most) const;

  Question const& question_;
  std::string title_;
  TeachingOptions const& options_;
  Talk& talk_;
  Page page_;
  Lesson lesson_;
  Stand stand_;
  Tries tries_{};
  bool given_up_ = false;
  std::optional<agent::Hresult> code_{};  ///< that the question is about: of the last scan that failed, if one did
};

void Asking::perform(scenario::Step const& step, bool shown) {
  if (talk_.stopped()) throw Interrupted{};
  auto const seen = stand_.perform(step);
  note_code(seen);
  if (!seen.problems.empty()) throw std::runtime_error(seen.problems.front().text);
  if (shown) talk_.say(page_.transcript(seen.transcript, lesson_.prompts));
}

/// A scan that goes well after a failing one is of another machine, or of a repair that was tried.
void Asking::note_code(StepSeen const& seen) {
  auto const code = seen.telling_code();
  if (code && (*code != 0 || !code_)) code_ = code;
}

void Asking::set_up() {
  stand_.begin(Chapter::cause);
  for (auto const& step : question_.scenario->cause) perform(step, false);
  stand_.forget_logs();
  stand_.begin(Chapter::reproduce);
  for (auto const& step : question_.scenario->reproduce) perform(step, true);
  show_logs(options_.log_lines);
  talk_.say(page_.paragraph("What is wrong here?"));
}

void Asking::show_logs(std::size_t most) const {
  for (auto const& log : stand_.logs()) talk_.say(page_.log(log, most));
}

void Asking::hint() {
  if (tries_.hints == question_.hints.size()) return talk_.say("There are no more hints; c shows choices.\n");
  talk_.say(page_.paragraph(question_.hints[tries_.hints], fmt::format("hint {}: ", tries_.hints + 1), "  "));
  ++tries_.hints;
}

void Asking::show_choices() {
  tries_.choices = true;
  for (std::size_t i = 0; i < question_.choices.size(); ++i)
    talk_.say(page_.paragraph(question_.choices[i]->title, fmt::format("  {}  ", i + 1), "     "));
}

void Asking::take_answer(std::string_view answer) {
  auto const [verdict, why] = judge(question_, answer, tries_.choices);
  using Verdict = Judgement::Verdict;
  if (verdict == Verdict::right) tries_.right = true;
  if (verdict == Verdict::wrong) ++tries_.wrong;
  auto const* word = verdict == Verdict::right ? "Right. " : verdict == Verdict::wrong ? "Wrong. " : "";
  talk_.say(page_.paragraph(fmt::format("{}{}", word, why)));
}

void Asking::take_words(Words const& words) {
  auto const letter = words.at.empty() ? lower_case(words.text) : std::string();
  if (!words.at.empty()) {
    if (words.text.empty()) return;
    scenario::TypeCommand command;
    command.at = words.at;
    command.line = words.text;
    command.exit_code.reset();
    scenario::Step step;
    step.what = std::move(command);
    auto const seen = stand_.perform(step);
    talk_.say(page_.transcript(seen.transcript, lesson_.prompts));
    for (auto const& log : seen.logs) talk_.say(page_.log(log, options_.log_lines));
    note_code(seen);
  } else if (letter == "h") {
    hint();
  } else if (letter == "c") {
    show_choices();
  } else if (letter == "g") {
    given_up_ = true;
  } else {
    take_answer(words.text);
  }
}

void Asking::react(Wish const& wish) {
  if (auto const* words = std::get_if<Words>(&wish)) return take_words(*words);
  if (std::holds_alternative<ShowLogs>(wish)) return show_logs(0);
  if (std::holds_alternative<ShowHelp>(wish)) return talk_.say(help);
  if (std::holds_alternative<ShowExplanation>(wish))
    return talk_.say(code_ ? explained_code(*code_, page_) : "No scan has ended here: there is no code to explain.\n");
  talk_.say("An answer, c for choices, h for a hint, g to give up, ? for help.\n");
}

std::optional<Ending> Asking::ask() {
  while (!tries_.over() && !given_up_) {
    auto const line = talk_.ask(fmt::format("[{}: answer, c, h, g or ?] ", title_));
    if (!line) return talk_.ended();
    auto const wish = read_wish(*line, lesson_.prompts);
    if (std::holds_alternative<Leave>(wish)) return Ending::left;
    react(wish);
  }
  return std::nullopt;
}

void Asking::reveal() const {
  auto const& scenario = *question_.scenario;
  talk_.say(page_.heading("the answer"));
  for (auto const* mode : question_.right) talk_.say(explained_mode(*mode, page_));
  talk_.say("\n");
  talk_.say(page_.paragraph(scenario.title));
  talk_.say(page_.paragraph(scenario.about));
  talk_.say("\nWhat cures it:\n");
  for (auto const& line : typed_lines(scenario.fix))
    talk_.say(line.is_command ? page_.command(line.text) : page_.paragraph(line.text, "  ", "   "));
  talk_.say(tried_in_vain(scenario, page_) +
            page_.paragraph(fmt::format("Step by step: wsus-lab teach {}", scenario.name)));
  talk_.say(fmt::format("{} of {} points for this question.\n", tries_.points(), most_points));
}

class QuizSession {
public:
  QuizSession(TeachingOptions const& options, BackgroundShelf& backgrounds, Talk& talk)
      : options_(options), backgrounds_(backgrounds), talk_(talk), page_(options.colour) {}

  QuizEnd hold(std::vector<Question> const& questions) {
    for (std::size_t i = 0; i < questions.size() && end_.ending == Ending::finished; ++i)
      hold_one(questions[i], fmt::format("question {} of {}", i + 1, questions.size()));
    talk_.say(page_.heading("score") + fmt::format("{}\n", end_.score.text()));
    return end_;
  }

private:
  void hold_one(Question const& question, std::string const& title);

  TeachingOptions const& options_;
  BackgroundShelf& backgrounds_;
  Talk& talk_;
  Page page_;
  QuizEnd end_{};
};

void QuizSession::hold_one(Question const& question, std::string const& title) {
  talk_.say(page_.heading(title));
  try {
    if (!question.scenario->background.empty()) talk_.say("What happened before is being made ready ...\n");
    Asking asking(question, title, options_, backgrounds_, talk_);
    asking.set_up();
    if (auto const ending = asking.ask()) {
      end_.ending = *ending;
      return;
    }
    asking.reveal();
    end_.score.add(asking.tries());
  } catch (Interrupted const&) {
    end_.ending = Ending::interrupted;
  } catch (std::exception const& error) {
    end_.all_shown = false;
    talk_.say(page_.paragraph(fmt::format("This fault could not be shown, and does not count: {}", error.what())));
  }
}

}  // namespace

QuizEnd hold_quiz(std::vector<Question> const& questions, TeachingOptions const& options, BackgroundShelf& backgrounds,
                  Talk& talk) {
  return QuizSession(options, backgrounds, talk).hold(questions);
}

}  // namespace wsus::lab
