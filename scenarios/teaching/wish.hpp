// What a learner wants, read from the line that was typed at a question.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace wsus::lab {

struct GoOn {
  bool operator==(GoOn const&) const = default;
};
struct ShowHelp {
  bool operator==(ShowHelp const&) const = default;
};
struct ShowLogs {
  bool operator==(ShowLogs const&) const = default;
};
struct ShowExplanation {
  bool operator==(ShowExplanation const&) const = default;
};
struct Leave {
  bool operator==(Leave const&) const = default;
};
/// Anything else. In a lesson it is typed at a prompt; in a quiz it is an answer unless a prompt is named.
struct Words {
  std::string at{};  ///< the prompt that was named, as it is spelled in the lesson; empty: none was
  std::string text{};
  bool operator==(Words const&) const = default;
};

using Wish = std::variant<GoOn, ShowHelp, ShowLogs, ShowExplanation, Leave, Words>;

/// Nothing: GoOn; "?" or "help", "l", "x", "q" or "quit" in any letter case, blanks around do not count. "wsus> dir":
/// Words at the prompt of that name, in any letter case.
[[nodiscard]] Wish read_wish(std::string_view line, std::span<std::string const> prompts);

/// Whether two command lines are the same but for letter case and how many blanks stand between words.
[[nodiscard]] bool same_command(std::string_view a, std::string_view b);

/// Without blanks, tabs and carriage returns at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);
/// ASCII letters only; others stay.
[[nodiscard]] std::string lower_case(std::string_view text);

}  // namespace wsus::lab
