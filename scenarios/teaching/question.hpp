// A question of a quiz: a scenario whose fault is hidden, hints, choices, and what an answer is worth. Pure.
#pragma once

#include "scenarios/catalogue/failure_modes.hpp"
#include "scenarios/model/scenario.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::lab {

inline constexpr std::size_t choices_of_a_question = 4;

struct Question {
  using Modes = std::vector<catalogue_of_modes::FailureMode const*>;
  scenario::Scenario const* scenario = nullptr;
  Modes right{};                     ///< failure modes of the scenario, never empty
  Modes choices{};                   ///< the first right one among others that end alike, in an order of chance
  std::vector<std::string> hints{};  ///< in growing clearness: layer, line of a log, cause
};

/// Whether something is hidden in the scenario: a failure that the catalogue has.
[[nodiscard]] bool can_be_asked(scenario::Scenario const& scenario);

/// `order`: a permutation of the positions in the catalogue. It decides which of equally plausible modes are offered
/// (those that share a code first, then those of the same layer) and in which order. `scenario` can be asked, and lives
/// longer.
[[nodiscard]] Question question_of(scenario::Scenario const& scenario, std::vector<std::size_t> const& order);

struct Judgement {
  enum class Verdict {
    right,
    wrong,
    unclear  ///< no answer yet: it costs nothing
  };
  Verdict verdict = Verdict::unclear;
  std::string why{};  ///< a sentence; of a wrong answer it does not tell the right one
};

/// `answer`: the number of a choice where `choices_shown`; a failure mode ("FM22"); a code, which is an answer where
/// the catalogue has it in one mode only; or words that all stand in title or trigger of a mode, of few enough modes.
[[nodiscard]] Judgement judge(Question const& question, std::string_view answer, bool choices_shown);

}  // namespace wsus::lab
