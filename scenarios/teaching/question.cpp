// Hints, choices and answers: see question.hpp.
#include "scenarios/teaching/question.hpp"

#include "scenarios/knowledge/codes.hpp"
#include "scenarios/teaching/explanation.hpp"
#include "scenarios/teaching/lesson.hpp"
#include "scenarios/teaching/wish.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <utility>

namespace wsus::lab {
namespace {

using catalogue_of_modes::FailureMode;
using Verdict = Judgement::Verdict;

/// Words that fit so many modes are still an answer.
constexpr std::size_t most_meant = 3;

bool share_a_code(FailureMode const& a, FailureMode const& b) {
  auto const codes = catalogue_of_modes::codes_of(a);
  auto const others = catalogue_of_modes::codes_of(b);
  return std::ranges::find_first_of(codes, others) != codes.end();
}

/// 0: takes it for the other one at first sight.
int distance(FailureMode const& right, FailureMode const& other) {
  if (share_a_code(right, other)) return 0;
  return right.layer == other.layer ? 1 : 2;
}

bool contains(Question::Modes const& modes, FailureMode const* mode) {
  return std::ranges::find(modes, mode) != modes.end();
}

Question::Modes choices_for(Question::Modes const& right, std::vector<std::size_t> const& order) {
  auto const all = catalogue_of_modes::failure_modes();
  Question::Modes others;
  for (auto const position : order) {
    auto const* mode = &all[position];
    if (!contains(right, mode)) others.push_back(mode);
  }
  std::ranges::stable_sort(others, {}, [&](auto const* mode) { return distance(*right.front(), *mode); });
  others.resize(std::min(others.size(), choices_of_a_question - 1));
  others.push_back(right.front());
  // Back into the order of chance: else the right one would always be the last.
  auto const place = [&](FailureMode const* mode) {
    return std::ranges::find(order, mode - all.data()) - order.begin();
  };
  std::ranges::sort(others, {}, place);
  return others;
}

/// The clause about the first log that reproducing expects a line of; the server's before the client's, for the
/// client's often has no more than the code.
std::optional<std::string> line_of_a_log(scenario::Scenario const& scenario) {
  std::optional<std::string> of_client;
  for (auto const& step : scenario.reproduce) {
    auto const* expected = std::get_if<scenario::Expectation>(&step.what);
    if (expected == nullptr) continue;
    for (auto const& [log, lines] : {std::pair{"SoftwareDistribution.log", &expected->server_log},
                                     std::pair{"httperr1.log of the server", &expected->http_error_log},
                                     std::pair{"the IIS log", &expected->iis_log}}) {
      if (!lines->empty()) return fmt::format("look in {} for: {}", log, readable(lines->back()));
    }
    if (!of_client && !expected->client_log.empty())
      of_client = fmt::format("look in the client's log for: {}", readable(expected->client_log.front()));
  }
  return of_client;
}

std::vector<std::string> hints_for(scenario::Scenario const& scenario, FailureMode const& mode) {
  auto line = line_of_a_log(scenario).value_or(fmt::format("look in the client's log for: {}", mode.client_log));
  return {fmt::format("the fault lies in this layer: {}", mode.layer), std::move(line),
          fmt::format("what happens: {}", mode.trigger)};
}

/// Letters and digits, in lower case; other characters separate words.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  for (char const c : lower_case(text)) {
    bool const letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80U;
    if (letter)
      words.back() += c;
    else if (!words.back().empty())
      words.emplace_back();
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

Question::Modes modes_that_say(std::vector<std::string> const& words) {
  Question::Modes found;
  for (auto const& mode : catalogue_of_modes::failure_modes()) {
    auto const text = lower_case(fmt::format("{} {}", mode.title, mode.trigger));
    if (std::ranges::all_of(words, [&](auto const& word) { return text.find(word) != std::string::npos; }))
      found.push_back(&mode);
  }
  return found;
}

Judgement judge_mode(Question const& question, FailureMode const& mode) {
  auto why = fmt::format("{}: {}.", mode.id, mode.title);
  if (contains(question.right, &mode)) return {Verdict::right, std::move(why)};
  return {Verdict::wrong, fmt::format("It is not {}", why)};
}

Judgement judge_any(Question const& question, Question::Modes const& meant) {
  auto const right = std::ranges::find_if(meant, [&](auto const* mode) { return contains(question.right, mode); });
  if (right != meant.end()) return judge_mode(question, **right);
  auto const* more = meant.size() == 1 ? "" : ", nor anything else that these words name";
  return {Verdict::wrong, fmt::format("It is not {}: {}{}.", meant.front()->id, meant.front()->title, more)};
}

Judgement judge_code(Question const& question, agent::Hresult code) {
  auto const meant = catalogue_of_modes::modes_of(code);
  if (meant.empty()) return {Verdict::unclear, fmt::format("No failure mode ends with {}.", agent::to_hex(code))};
  if (meant.size() == 1) return judge_mode(question, *meant.front());
  return {Verdict::unclear, fmt::format("{} failure modes end with {}: the code is what one sees, say what causes it.",
                                        meant.size(), agent::to_hex(code))};
}

Judgement judge_words(Question const& question, std::string_view answer) {
  auto const words = words_of(answer);
  auto const meant = words.empty() ? Question::Modes() : modes_that_say(words);
  if (meant.empty()) return {Verdict::unclear, "No failure mode of the catalogue says that; try fewer or other words."};
  if (meant.size() > most_meant)
    return {Verdict::unclear, fmt::format("{} failure modes say that: be more precise.", meant.size())};
  return judge_any(question, meant);
}

std::optional<std::size_t> choice_of(Question const& question, std::string_view answer) {
  if (answer.size() != 1 || answer.front() < '1') return std::nullopt;
  auto const position = static_cast<std::size_t>(answer.front() - '1');
  return position < question.choices.size() ? std::optional(position) : std::nullopt;
}

}  // namespace

bool can_be_asked(scenario::Scenario const& scenario) { return !scenario.is_baseline() && !modes_of(scenario).empty(); }

Question question_of(scenario::Scenario const& scenario, std::vector<std::size_t> const& order) {
  if (!can_be_asked(scenario)) throw std::invalid_argument(fmt::format("{} hides no failure", scenario.name));
  Question question{.scenario = &scenario, .right = modes_of(scenario)};
  question.choices = choices_for(question.right, order);
  question.hints = hints_for(scenario, *question.right.front());
  return question;
}

Judgement judge(Question const& question, std::string_view answer, bool choices_shown) {
  auto const text = trimmed(answer);
  if (choices_shown) {
    if (auto const choice = choice_of(question, text)) return judge_mode(question, *question.choices[*choice]);
  }
  auto id = std::string(text);
  for (auto& c : id) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  if (auto const* mode = catalogue_of_modes::find_mode(id)) return judge_mode(question, *mode);
  if (auto const* info = find_code(text)) return judge_code(question, info->code);
  if (auto const code = parse_code(text)) return judge_code(question, *code);
  return judge_words(question, text);
}

}  // namespace wsus::lab
