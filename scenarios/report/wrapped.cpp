// Cutting of text to a width: see wrapped.hpp.
#include "scenarios/report/wrapped.hpp"

#include "scenarios/report/columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace wsus::lab {
namespace {

/// Cuts at blanks; `quotes`: not at those between double quotes.
std::vector<std::string_view> words_of(std::string_view text, bool quotes) {
  std::vector<std::string_view> words;
  std::size_t begin = 0;
  bool quoted = false;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] == '"') quoted = quotes && !quoted;
    if (i < text.size() && (quoted || (text[i] != ' ' && text[i] != '\n'))) continue;
    if (i > begin) words.push_back(text.substr(begin, i - begin));
    begin = i + 1;
  }
  return words;
}

/// `ending`: what a line that goes on ends with.
std::string join_words(std::vector<std::string_view> const& words, std::size_t width, Indent indent,
                       std::string_view ending) {
  std::string text;
  std::string line;
  for (auto const word : words) {
    bool const room = columns_of(line) + 1 + columns_of(word) + ending.size() <= width;
    if (line.empty()) {
      line = fmt::format("{}{}", indent.first, word);
    } else if (room) {
      line += fmt::format(" {}", word);
    } else {
      text += fmt::format("{}{}\n", line, ending);
      line = fmt::format("{}{}", indent.next, word);
    }
  }
  return line.empty() ? text : fmt::format("{}{}\n", text, line);
}

bool fits(std::string_view text, std::size_t width, Indent indent) {
  return columns_of(indent.first) + columns_of(text) <= width && text.find('\n') == std::string_view::npos;
}

}  // namespace

std::string first_paragraph(std::string_view text) {
  std::string paragraph(text.substr(0, text.find("\n\n")));
  while (!paragraph.empty() && paragraph.back() == '\n') paragraph.pop_back();
  std::ranges::replace(paragraph, '\n', ' ');
  return paragraph;
}

std::string wrapped(std::string_view text, std::size_t width, Indent indent) {
  if (text.empty()) return {};
  if (fits(text, width, indent)) return fmt::format("{}{}\n", indent.first, text);
  return join_words(words_of(text, false), width, indent, "");
}

std::string wrapped_command(std::string_view line, std::size_t width, Indent indent) {
  if (fits(line, width, indent)) return fmt::format("{}{}\n", indent.first, line);
  return join_words(words_of(line, true), width, indent, " ^");
}

}  // namespace wsus::lab
