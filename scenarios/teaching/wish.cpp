// Reading of typed lines: see wish.hpp.
#include "scenarios/teaching/wish.hpp"

#include <algorithm>

namespace wsus::lab {
namespace {

constexpr std::string_view blanks = " \t\r";

/// Lower case, one blank between words.
std::string normal(std::string_view text) {
  std::string result;
  for (char const c : lower_case(trimmed(text))) {
    bool const blank = c == ' ' || c == '\t';
    if (!blank)
      result += c;
    else if (!result.empty() && result.back() != ' ')
      result += ' ';
  }
  return result;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  auto const begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

std::string lower_case(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return result;
}

bool same_command(std::string_view a, std::string_view b) { return normal(a) == normal(b); }

Wish read_wish(std::string_view line, std::span<std::string const> prompts) {
  auto const text = trimmed(line);
  auto const word = lower_case(text);
  if (word.empty()) return GoOn{};
  if (word == "?" || word == "help") return ShowHelp{};
  if (word == "l") return ShowLogs{};
  if (word == "x") return ShowExplanation{};
  if (word == "q" || word == "quit") return Leave{};
  auto const arrow = text.find('>');
  for (auto const& prompt : prompts) {
    if (arrow != std::string_view::npos && lower_case(trimmed(text.substr(0, arrow))) == lower_case(prompt))
      return Words{.at = prompt, .text = std::string(trimmed(text.substr(arrow + 1)))};
  }
  return Words{.text = std::string(text)};
}

}  // namespace wsus::lab
