// Choosing lines: see log_extract.hpp.
#include "scenarios/pages/log_extract.hpp"

#include "scenarios/runner/log_fragments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace wsus::lab {
namespace {

constexpr std::size_t most_bytes = 320;
constexpr std::string_view gap = "...";
constexpr unsigned first_status_that_tells = 300;

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

/// sc-status of a row without the time taken: the third from the end. 0: there is none.
unsigned status_of(std::string_view row) {
  for (int column = 0; column < 2; ++column) row = row.substr(0, std::min(row.rfind(' '), row.size()));
  row = row.substr(row.rfind(' ') + 1);
  unsigned status = 0;
  std::from_chars(row.data(), row.data() + row.size(), status);
  return status;
}

std::string cut(std::string_view line) {
  if (line.size() <= most_bytes) return std::string(line);
  auto end = most_bytes - gap.size();
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

std::string_view last_search(std::string_view log) {
  std::size_t begin = 0;
  std::size_t at = 0;
  for (auto const line : lines_of(log)) {
    at = static_cast<std::size_t>(line.data() - log.data());
    bool const starts = line.find("START") != std::string_view::npos && line.find("Queueing") == std::string_view::npos;
    if (starts && line.find("Finding updates") != std::string_view::npos) begin = at;
  }
  return log.substr(begin);
}

std::vector<std::string> last_rows(std::string_view log, std::size_t most) {
  std::vector<std::string> all;
  std::vector<std::string> telling;
  for (auto const line : lines_of(log)) {
    if (line.empty() || line.front() == '#') continue;
    auto const row = line.substr(0, line.rfind(' '));  // the time that an exchange takes is another in each run
    all.push_back(cut(row));
    if (status_of(row) >= first_status_that_tells) telling.push_back(cut(row));
  }
  auto const count = all.size();
  auto rows = telling.empty() ? std::move(all) : std::move(telling);
  if (rows.size() > most) rows.erase(rows.begin(), rows.end() - static_cast<std::ptrdiff_t>(most));
  if (rows.size() < count) rows.insert(rows.begin(), fmt::format("{} ({} rows in all)", gap, count));
  return rows;
}

std::vector<std::string> last_lines(std::string_view log, std::size_t most) {
  std::vector<std::string> lines;
  for (auto const line : lines_of(log)) {
    if (!line.empty() && line.front() != '#') lines.push_back(cut(line));
  }
  if (lines.size() > most) lines.erase(lines.begin(), lines.end() - static_cast<std::ptrdiff_t>(most));
  return lines;
}

}  // namespace wsus::lab
