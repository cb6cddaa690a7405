// Pieces of Markdown: see markdown.hpp.
#include "scenarios/pages/markdown.hpp"

#include "scenarios/report/wrapped.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wsus::lab::markdown {
namespace {

constexpr std::size_t columns = 120;
constexpr std::string_view begin_mark = "<!-- from a run -->\n";
constexpr std::string_view end_mark = "<!-- end of run -->\n";

std::size_t longest_fence(std::vector<std::string> const& lines) {
  std::size_t longest = 0;
  for (auto const& line : lines) {
    std::size_t length = 0;
    for (char const c : line) {
      length = c == '`' ? length + 1 : 0;
      longest = std::max(longest, length);
    }
  }
  return longest;
}

}  // namespace

std::string plain(std::string_view text) {
  std::string result;
  for (char const c : text) {
    switch (c) {
    case '<': result += "&lt;"; break;
    case '>': result += "&gt;"; break;
    case '\n': result += ' '; break;
    case '*':
    case '`':
    case '|': result += '\\'; [[fallthrough]];
    default: result += c;
    }
  }
  return result;
}

std::string table_row(std::vector<std::string> const& cells) {
  return fmt::format("| {} |\n", fmt::join(cells, " | "));
}

std::string table_head(std::vector<std::string> const& cells) {
  return table_row(cells) + table_row(std::vector<std::string>(cells.size(), "---"));
}

std::string block(std::vector<std::string> const& lines) {
  constexpr std::size_t shortest = 3;
  std::string const fence(std::max(shortest, longest_fence(lines) + 1), '`');
  return fmt::format("{}text\n{}\n{}\n", fence, fmt::join(lines, "\n"), fence);
}

std::string paragraph(std::string_view text, std::string_view first) {
  std::string const next(first.size(), ' ');
  return wrapped(text, columns, {.first = first, .next = next});
}

std::string from_run(std::string_view content) { return fmt::format("{}{}{}", begin_mark, content, end_mark); }

std::string without_run(std::string_view page) {
  std::string result;
  while (!page.empty()) {
    auto const begin = page.find(begin_mark);
    auto const end = begin == std::string_view::npos ? begin : page.find(end_mark, begin);
    if (end == std::string_view::npos) break;
    result += page.substr(0, begin + begin_mark.size());
    page.remove_prefix(end);
    result += page.substr(0, end_mark.size());
    page.remove_prefix(end_mark.size());
  }
  result += page;
  return result;
}

}  // namespace wsus::lab::markdown
