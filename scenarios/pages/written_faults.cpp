// Finding a block in a YAML file by its indentation: see written_faults.hpp.
#include "scenarios/pages/written_faults.hpp"

#include "scenarios/runner/log_fragments.hpp"

#include <algorithm>

namespace wsus::lab {
namespace {

using Lines = std::vector<std::string_view>;

std::size_t indentation_of(std::string_view line) { return std::min(line.find_first_not_of(' '), line.size()); }

bool is_blank(std::string_view line) { return indentation_of(line) == line.size(); }
bool is_remark(std::string_view line) { return !is_blank(line) && line[indentation_of(line)] == '#'; }

/// A line of the block: deeper than its key, or an entry of a list, which may stand as deep as the key.
bool belongs(std::string_view line, std::size_t key) {
  if (is_blank(line) || is_remark(line)) return true;
  auto const depth = indentation_of(line);
  return depth > key || (depth == key && line[depth] == '-');
}

/// From the first line that has `key` in the given depth (npos: in any) to the end of its block.
Lines block_of(Lines const& lines, std::string_view key, std::size_t wanted) {
  auto const begins = [&](std::string_view line) {
    auto const depth = indentation_of(line);
    return (wanted == std::string_view::npos || depth == wanted) && line.substr(depth).starts_with(key);
  };
  auto const first = std::ranges::find_if(lines, begins);
  if (first == lines.end()) return {};
  auto const depth = indentation_of(*first);
  auto last = std::find_if_not(first + 1, lines.end(), [&](auto line) { return belongs(line, depth); });
  while (last != first + 1 && (is_blank(*(last - 1)) || is_remark(*(last - 1)))) --last;
  return {first, last};
}

}  // namespace

std::vector<std::string> written_faults(std::string_view scenario_text) {
  auto const twin = block_of(lines_of(scenario_text), "injected:", 0);
  auto const faults = block_of(twin, "faults:", std::string_view::npos);
  auto const& shown = faults.empty() ? twin : faults;
  std::vector<std::string> block;
  if (shown.empty()) return block;
  auto const depth = indentation_of(shown.front());
  block.reserve(shown.size());
  for (auto const line : shown) block.emplace_back(line.substr(std::min(depth, line.size())));
  return block;
}

}  // namespace wsus::lab
