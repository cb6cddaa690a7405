// Text for a terminal of 80 columns. Pure: strings in, strings out.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::lab {

/// Columns of every line, at most; what a column is: scenarios/report/columns.hpp.
inline constexpr std::size_t page_width = 80;

enum class Ink { plain, strong, client, server, good, bad };

/// New lines of one log, or all that it has.
struct GrownLog {
  std::string label{};  ///< "client PC01, WindowsUpdate.log"
  bool of_server = false;
  bool is_whole = false;  ///< all lines, so that none is called new
  std::vector<std::string> lines{};
};

/// Lays text out. Each function gives whole lines, none longer than page_width; what comes from the wire is made
/// visible (scenarios/report/readable.hpp), so that no reply can steer the terminal.
class Page {
public:
  explicit Page(bool colour) : colour_(colour) {}

  [[nodiscard]] std::string ink(Ink ink, std::string_view text) const;
  /// "== text ==============" over the whole width.
  [[nodiscard]] std::string heading(std::string_view text) const;
  /// Words wrapped; an empty line in `text` separates paragraphs. Words longer than a line are cut.
  [[nodiscard]] std::string paragraph(std::string_view text, std::string_view first = "",
                                      std::string_view next = "") const;
  /// A list with "- " before each.
  [[nodiscard]] std::string list(std::vector<std::string> const& entries) const;
  /// A typed line in its own colour; long ones go on with '^' as cmd.exe has it, or are cut where there is no blank.
  [[nodiscard]] std::string command(std::string_view line) const;
  /// What a prompt showed: lines that begin with the name of one of `prompts` and "> " are what was typed.
  [[nodiscard]] std::string transcript(std::string_view text, std::vector<std::string> const& prompts) const;
  /// A label, then the lines: "| " before each, "> " before what a longer line goes on with. Of more than `most` lines
  /// (0: no limit) the first few and the last ones, and how many lie between.
  [[nodiscard]] std::string log(GrownLog const& log, std::size_t most) const;

private:
  bool colour_;
};

}  // namespace wsus::lab
