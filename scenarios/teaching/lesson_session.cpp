// Asking, doing, showing: see lesson_session.hpp.
#include "scenarios/teaching/lesson_session.hpp"

#include "scenarios/knowledge/keys.hpp"
#include "scenarios/report/typed_lines.hpp"
#include "scenarios/teaching/explanation.hpp"
#include "scenarios/teaching/progress.hpp"
#include "scenarios/teaching/stand.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <optional>
#include <utility>
#include <vector>

namespace wsus::lab {
namespace {

constexpr std::string_view help = "  Enter    goes on: the line that is shown is typed for you\n"
                                  "  l        both logs from the beginning of the lesson\n"
                                  "  x        explains the code of the last scan, and the failure mode\n"
                                  "  q        ends the lesson\n"
                                  "  ?        this text\n"
                                  "  Anything else is typed at the prompt that the question names. Type the line\n"
                                  "  that is shown, or another one: the machine does what you say. Another prompt:\n"
                                  "  its name first, as in  wsus> dir C:\\\n";

class LessonSession {
public:
  LessonSession(scenario::Scenario const& scenario, TeachingOptions const& options, BackgroundShelf& backgrounds,
                Talk& talk)
      : scenario_(scenario), options_(options), backgrounds_(backgrounds), talk_(talk), page_(options.colour) {}

  LessonEnd hold();

private:
  void introduce() const;
  void show_question();
  void react(Reaction const& reaction);
  void do_step(LessonStep const& step);
  void perform(scenario::Step const& step);
  void show_expected(LessonStep const& step) const;
  void show_logs() const;
  void conclude() const;

  scenario::Scenario const& scenario_;
  TeachingOptions const& options_;
  BackgroundShelf& backgrounds_;
  Talk& talk_;
  Page page_;
  Progress progress_{lesson_of(scenario_)};
  std::optional<Stand> stand_{};
  std::optional<std::size_t> asked_{};  ///< step whose line stands on the screen
  std::optional<agent::Hresult> last_code_{};
  LessonEnd end_{};
};

void LessonSession::introduce() const {
  talk_.say(page_.heading(fmt::format("lesson: {}", scenario_.name)));
  talk_.say(page_.paragraph(scenario_.title) + "\n" + page_.paragraph(scenario_.about) + "\n");
  for (auto const* mode : modes_of(scenario_))
    talk_.say(page_.paragraph(mode->title, fmt::format("Failure mode {}: ", mode->id), "  "));
  if (!scenario_.assumed.empty()) talk_.say(page_.paragraph(scenario_.assumed, "Assumed: ", "  "));
  auto const steps = progress_.lesson().steps.size();
  talk_.say(page_.paragraph(
      fmt::format("{} step{}. Enter goes on, ? tells what else you can do.", steps, steps == 1 ? "" : "s")));
  if (!scenario_.background.empty()) talk_.say("What happened before is being made ready ...\n");
}

/// The chapter, where it begins, and what the step would type; once for each step.
void LessonSession::show_question() {
  if (asked_ == progress_.position()) return;
  asked_ = progress_.position();
  auto const& step = progress_.step();
  if (progress_.begins_chapter()) {
    talk_.say(page_.heading(name_of(step.chapter)) + page_.paragraph(purpose_of(step.chapter)));
    stand_->begin(step.chapter);
  }
  talk_.say(fmt::format("\nstep {} of {}\n", progress_.position() + 1, progress_.lesson().steps.size()));
  if (!step.action) return talk_.say("  (nothing is typed: what was done before is looked at)\n");
  for (auto const& line : typed_lines({*step.action}))
    talk_.say(line.is_command ? page_.command(line.text) : page_.paragraph(line.text, "  ", "   "));
}

void LessonSession::perform(scenario::Step const& step) {
  auto const seen = stand_->perform(step);
  talk_.say(page_.transcript(seen.transcript, progress_.lesson().prompts));
  for (auto const& log : seen.logs) talk_.say(page_.log(log, options_.log_lines));
  if (auto const code = seen.telling_code()) last_code_ = code;
  if (seen.problems.empty()) return;
  bool const own = progress_.own_lines() > 0;
  end_.as_expected = end_.as_expected && own;
  talk_.say(page_.ink(Ink::bad, own ? "Not what the lesson expects, after the lines of your own:"
                                    : "NOT WHAT THE LESSON EXPECTS:") +
            "\n");
  for (auto const& problem : seen.problems) talk_.say(page_.paragraph(problem.text, "  ", "    "));
}

void LessonSession::show_expected(LessonStep const& step) const {
  for (auto const& expected : step.expected) {
    auto const clauses = what_to_see(std::get<scenario::Expectation>(expected.what));
    if (!clauses.empty()) talk_.say(page_.paragraph("What to see here:") + page_.list(clauses));
  }
}

void LessonSession::do_step(LessonStep const& step) {
  if (step.action) perform(*step.action);
  show_expected(step);
  for (auto const& expected : step.expected) perform(expected);
}

void LessonSession::show_logs() const {
  auto const logs = stand_->logs();
  if (logs.empty()) talk_.say("Nothing was logged yet.\n");
  for (auto const& log : logs) talk_.say(page_.log(log, 0));
}

void LessonSession::react(Reaction const& reaction) {
  if (auto const* step = std::get_if<DoStep>(&reaction)) {
    do_step(progress_.lesson().steps.at(step->step));
  } else if (auto const* own = std::get_if<TypeOwn>(&reaction)) {
    scenario::Step typed;
    typed.what = own->command;
    perform(typed);
  } else if (std::holds_alternative<ShowLogs>(reaction)) {
    show_logs();
  } else if (std::holds_alternative<ShowExplanation>(reaction)) {
    talk_.say(explained(last_code_ ? std::vector{*last_code_} : codes_of(scenario_), scenario_, page_));
  } else if (std::holds_alternative<ShowHelp>(reaction)) {
    talk_.say(help);
  }
}

void LessonSession::conclude() const {
  talk_.say(page_.heading("the end"));
  auto const verdict = end_.as_expected ? page_.ink(Ink::good, "Everything was as the lesson says.")
                                        : page_.ink(Ink::bad, "Not everything was as the lesson says.");
  talk_.say(verdict + "\n" + tried_in_vain(scenario_, page_));
  if (!scenario_.sources.empty()) talk_.say(page_.paragraph("Sources:") + page_.list(scenario_.sources));
}

LessonEnd LessonSession::hold() {
  introduce();
  stand_.emplace(scenario_, backgrounds_, talk_.stop());
  while (!progress_.over()) {
    show_question();
    auto const line = talk_.ask(fmt::format("[Enter, ?, or a line] {}> ", progress_.prompt()));
    if (!line) {
      end_.ending = talk_.ended();
      return end_;
    }
    react(progress_.take(read_wish(*line, progress_.lesson().prompts)));
  }
  if (progress_.left())
    end_.ending = Ending::left;
  else
    conclude();
  return end_;
}

}  // namespace

LessonEnd hold_lesson(scenario::Scenario const& scenario, TeachingOptions const& options, BackgroundShelf& backgrounds,
                      Talk& talk) {
  try {
    return LessonSession(scenario, options, backgrounds, talk).hold();
  } catch (Interrupted const&) {
    return {.ending = Ending::interrupted};
  }
}

}  // namespace wsus::lab
