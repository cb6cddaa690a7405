// The few pieces of Markdown that the pages are made of.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wsus::lab::markdown {

/// Text that shows as it is: `<`, `>`, `*`, backticks and `|` lose their meaning, line ends become blanks.
[[nodiscard]] std::string plain(std::string_view text);

/// "| a | b |" with a line end; cells are Markdown already.
[[nodiscard]] std::string table_row(std::vector<std::string> const& cells);
/// The head of a table with the line below it.
[[nodiscard]] std::string table_head(std::vector<std::string> const& cells);

/// A block of lines that show as they are. Its fence is longer than any in them.
[[nodiscard]] std::string block(std::vector<std::string> const& lines);

/// Text cut to 120 columns a line, with a line end; for paragraphs and, with `first` "- ", entries of lists.
[[nodiscard]] std::string paragraph(std::string_view text, std::string_view first = "");

/// What stands between these marks comes from a run, and changes with it.
[[nodiscard]] std::string from_run(std::string_view content);
/// The page without what stands between the marks; the marks stay.
[[nodiscard]] std::string without_run(std::string_view page);

}  // namespace wsus::lab::markdown
