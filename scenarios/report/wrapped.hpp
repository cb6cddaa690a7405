// Text for a terminal: paragraphs and command lines cut to a width.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace wsus::lab {

/// Text up to the first empty line, its line breaks as blanks.
[[nodiscard]] std::string first_paragraph(std::string_view text);

/// How lines begin: the first one, and those that follow it.
struct Indent {
  std::string_view first{};
  std::string_view next{};
};

/// Lines of at most `width` columns, indents included, each with a newline; a longer word has a line of its own.
/// Columns are those of columns.hpp. Text that fits is left as it is; empty text gives nothing.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t width, Indent indent);

/// A command line in lines that cmd.exe joins again: cut at blanks outside of quotes, with '^' at the end.
[[nodiscard]] std::string wrapped_command(std::string_view line, std::size_t width, Indent indent);

}  // namespace wsus::lab
