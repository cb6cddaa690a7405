// Layout: see page.hpp.
#include "scenarios/teaching/page.hpp"

#include "scenarios/report/columns.hpp"
#include "scenarios/report/readable.hpp"
#include "scenarios/report/wrapped.hpp"
#include "scenarios/runner/log_fragments.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wsus::lab {
namespace {

constexpr std::size_t first_lines = 4;  ///< of a log that is shown in part

/// Nothing in it steers a terminal; a tab would take nobody knows how many columns.
std::string harmless(std::string_view text) {
  auto result = visible(text);
  std::ranges::replace(result, '\t', ' ');
  return result;
}

/// Where a line of `width` columns ends: behind a blank in its last third, else anywhere.
std::size_t end_of_piece(std::string_view text, std::size_t width) {
  auto const end = bytes_within(text, width);
  if (end == text.size()) return end;
  auto const blank = text.substr(0, end).rfind(' ');
  return blank != std::string_view::npos && blank > end * 2 / 3 ? blank + 1 : end;
}

/// One line, cut so that every piece fits behind its mark. No line ends in `text`.
std::string cut_line(std::string_view text, std::string_view first, std::string_view next) {
  std::string result;
  auto mark = first;
  do {
    auto const end = end_of_piece(text, page_width - columns_of(mark));
    result += fmt::format("{}{}\n", mark, text.substr(0, end));
    text.remove_prefix(end);
    mark = next;
  } while (!text.empty());
  return result;
}

/// Lines that are too long all the same are cut.
std::string fitted(std::string_view text, std::string_view next) {
  std::string result;
  for (auto const line : lines_of(text)) result += cut_line(line, "", next);
  return result;
}

std::string lines_text(std::size_t count) { return fmt::format("{} line{}", count, count == 1 ? "" : "s"); }

std::string count_of(GrownLog const& log) {
  return log.is_whole ? lines_text(log.lines.size()) : fmt::format("{} new", log.lines.size());
}

std::string cut_lines(std::vector<std::string> const& lines, std::size_t begin, std::size_t end) {
  std::string text;
  for (auto i = begin; i < end; ++i) text += cut_line(harmless(lines[i]), "  | ", "  > ");
  return text;
}

bool is_typed(std::string_view line, std::vector<std::string> const& prompts) {
  return std::ranges::any_of(prompts, [line](auto const& prompt) {
    return line.starts_with(fmt::format("{}> ", prompt)) ||
           line.starts_with(fmt::format("{} (not elevated)> ", prompt));
  });
}

}  // namespace

std::string Page::ink(Ink ink, std::string_view text) const {
  if (!colour_ || ink == Ink::plain) return std::string(text);
  auto const code = [ink] {
    switch (ink) {
    case Ink::strong: return "1";
    case Ink::client: return "36";
    case Ink::server: return "35";
    case Ink::good: return "32";
    case Ink::bad: return "31";
    case Ink::plain: break;
    }
    return "0";
  }();
  return fmt::format("\x1b[{}m{}\x1b[0m", code, text);
}

std::string Page::heading(std::string_view text) const {
  auto line = fmt::format("== {} ", harmless(text));
  line = line.substr(0, bytes_within(line, page_width));
  line.append(page_width - columns_of(line), '=');
  return fmt::format("\n{}\n", ink(Ink::strong, line));
}

std::string Page::paragraph(std::string_view text, std::string_view first, std::string_view next) const {
  std::string result;
  auto clean = harmless(text);
  std::string_view rest = clean;
  auto begin = first;
  while (!rest.empty()) {
    auto const end = std::min(rest.find("\n\n"), rest.size());
    auto const one = first_paragraph(rest.substr(0, end));
    if (!one.empty()) {
      if (!result.empty()) result += '\n';
      result += fitted(wrapped(one, page_width, {.first = begin, .next = next}), next);
      begin = next;
    }
    rest.remove_prefix(std::min(end + 2, rest.size()));
  }
  return result;
}

std::string Page::list(std::vector<std::string> const& entries) const {
  std::string text;
  for (auto const& entry : entries) text += paragraph(entry, "  - ", "    ");
  return text;
}

std::string Page::command(std::string_view line) const {
  auto const lines = fitted(wrapped_command(harmless(line), page_width, {.first = "  ", .next = "      "}), "  > ");
  std::string text;
  for (auto const one : lines_of(lines)) {
    if (!one.empty()) text += fmt::format("{}\n", ink(Ink::strong, one));
  }
  return text;
}

std::string Page::transcript(std::string_view text, std::vector<std::string> const& prompts) const {
  std::string result;
  auto lines = lines_of(text);
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  for (auto const line : lines) {
    auto const clean = harmless(line);
    result += is_typed(line, prompts) ? command(clean) : cut_line(clean, "    ", "  > ");
  }
  return result;
}

std::string Page::log(GrownLog const& log, std::size_t most) const {
  auto const& lines = log.lines;
  auto const label = fmt::format("-- {} ({})", harmless(log.label), count_of(log));
  auto const ink_of_side = log.of_server ? Ink::server : Ink::client;
  auto text = fmt::format("{}\n", ink(ink_of_side, label.substr(0, bytes_within(label, page_width))));
  if (most == 0 || lines.size() <= most) return text + cut_lines(lines, 0, lines.size());
  auto const first = std::min(first_lines, most - 1);
  auto const last = most - first;
  text += cut_lines(lines, 0, first);
  text += fmt::format("  ... {} left out; l shows all\n", lines_text(lines.size() - most));
  return text + cut_lines(lines, lines.size() - last, lines.size());
}

}  // namespace wsus::lab
