// Choosing lines: see log_extract.hpp.
#include "scenarios/pages/log_extract.hpp"

#include "scenarios/runner/log_fragments.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wsus::lab {
namespace {

constexpr std::size_t columns = 200;
constexpr std::string_view gap = "...";

std::string lowered(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return result;
}

bool tells(std::string_view line, Telling const& telling) {
  if (std::ranges::any_of(telling.fragments, [&](auto const& part) { return match_in_line(line, part).has_value(); }))
    return true;
  auto const text = lowered(line);
  return std::ranges::any_of(
      telling.codes, [&](std::uint32_t code) { return text.find(fmt::format("{:08x}", code)) != std::string::npos; });
}

std::string cut(std::string_view line) {
  if (line.size() <= columns) return std::string(line);
  auto end = columns - gap.size();
  while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;  // whole characters only
  return fmt::format("{}{}", line.substr(0, end), gap);
}

}  // namespace

std::vector<std::string> telling_lines(std::string_view log, Telling const& telling) {
  auto const lines = lines_of(log);
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (tells(lines[i], telling)) chosen.push_back(i);
  }
  if (chosen.size() > telling.most)
    chosen.erase(chosen.begin(), chosen.end() - static_cast<std::ptrdiff_t>(telling.most));
  std::vector<std::string> extract;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    if (i > 0 && chosen[i] != chosen[i - 1] + 1) extract.emplace_back(gap);
    extract.push_back(cut(lines[chosen[i]]));
  }
  return extract;
}

std::vector<std::string> last_rows(std::string_view log, std::size_t most) {
  std::vector<std::string> rows;
  for (auto const line : lines_of(log)) {
    if (!line.empty() && line.front() != '#') rows.push_back(cut(line));
  }
  if (rows.size() <= most) return rows;
  auto const all = rows.size();
  rows.erase(rows.begin(), rows.end() - static_cast<std::ptrdiff_t>(most));
  rows.insert(rows.begin(), fmt::format("{} ({} rows in all)", gap, all));
  return rows;
}

}  // namespace wsus::lab
