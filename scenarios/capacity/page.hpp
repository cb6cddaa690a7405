// The answer for a person: sentences, figures with their formulas, tables. Without line breaks or widths: who shows it
// lays it out.
#pragma once

#include "scenarios/capacity/advice.hpp"
#include "scenarios/capacity/answer.hpp"
#include "scenarios/capacity/inputs.hpp"
#include "scenarios/capacity/sample.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::capacity {

struct Question {
  Inputs inputs{};
  std::string service_origin{};    ///< where the service time is from: "given"
  std::optional<Sample> sample{};  ///< what was measured for it
};

/// Everything that is told of a question: computed once, for page and JSON alike.
struct Findings {
  Question question{};
  Answer answer{};
  double fleet = 0;  ///< largest_fleet
  Needs needs{};
  Advised advised{};
  std::vector<Effect> effects{};
};
[[nodiscard]] Findings findings_of(Question question);

struct Row {
  std::string label{};
  std::string value{};
  std::string note{};  ///< formula or source; may be empty
};

/// What is there is shown in this order.
struct Part {
  std::string title{};
  std::vector<std::string> paragraphs{};
  std::vector<Row> rows{};
  std::vector<std::vector<std::string>> table{};  ///< the first row is its head; all rows have as many cells
};

/// The first part is the answer in sentences; its title is the question.
[[nodiscard]] std::vector<Part> page_of(Findings const& findings);

/// One document, newline at the end; its keys are in docs/CAPACITY.md.
[[nodiscard]] std::string to_json(Findings const& findings);

// The parts, one file each.
[[nodiscard]] std::vector<std::string> answer_sentences(Findings const& findings);  ///< answer_words.cpp
[[nodiscard]] std::vector<Row> figure_rows(Findings const& findings);               ///< figure_words.cpp
[[nodiscard]] std::vector<Row> limit_rows(Findings const& findings);                ///< figure_words.cpp
[[nodiscard]] std::vector<Row> help_rows(Findings const& findings);                 ///< help_words.cpp
/// What happens at a limit: "the queue of 1,000 is full, and http.sys answers 503 (QueueFull)".
[[nodiscard]] std::string happening(Limit limit, Inputs const& inputs);  ///< answer_words.cpp
/// What the scans end with: "0x80244022".
[[nodiscard]] std::string_view code_of(Limit limit);  ///< answer_words.cpp

}  // namespace wsus::capacity
