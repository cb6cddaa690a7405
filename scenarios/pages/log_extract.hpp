// The lines of a log that tell of a failure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::lab {

/// What to look for in a log.
struct Telling {
  std::vector<std::string> fragments{};  ///< parts of lines, `*` within a line for anything
  std::vector<std::uint32_t> codes{};    ///< with and without 0x, in any letter case
  std::size_t most = 24;                 ///< lines; the last ones are kept
};

/// Lines that have a fragment or a code in them, in their order; "..." stands for what was left out between two of
/// them. Lines longer than 320 bytes are cut, with "..." at their end. Nothing when no line tells anything.
[[nodiscard]] std::vector<std::string> telling_lines(std::string_view log, Telling const& telling);

/// The log of an agent from the beginning of its last search on; the whole where there is none.
[[nodiscard]] std::string_view last_search(std::string_view log);

/// The last rows of the server's W3C log, at most `most`, those with a status from 300 on if there are any; without its
/// directives, and without the last column, the time taken. "... (N rows in all)" stands in front where it had more.
[[nodiscard]] std::vector<std::string> last_rows(std::string_view log, std::size_t most);

/// The last lines that are no directives, at most `most`.
[[nodiscard]] std::vector<std::string> last_lines(std::string_view log, std::size_t most);

}  // namespace wsus::lab
