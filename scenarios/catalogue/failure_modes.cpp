// Reads the compiled-in table of failure modes and finds rows in it.
#include "scenarios/catalogue/failure_modes.hpp"

#include "scenarios/catalogue/failure_modes_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <stdexcept>

namespace wsus::catalogue_of_modes {
namespace {

/// The columns of the table, in its order. Log patterns and the lab's own assertion are for readers of the file.
enum Column : std::size_t {
  id,
  title,
  layer,
  trigger,
  client_hresult,
  client_log_pattern,
  server_log_pattern,
  fix,
  source,
  confidence,
  lab_assertion,
  column_count
};
using Row = std::array<std::string_view, column_count>;

/// Cuts the text up to `separator` off the front of `rest`.
std::string_view cut(std::string_view& rest, char separator) {
  auto const end = std::min(rest.find(separator), rest.size());
  auto const part = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return part;
}

Row split(std::string_view line) {
  auto const tabs = static_cast<std::size_t>(std::ranges::count(line, '\t'));
  if (tabs + 1 != column_count) {
    throw std::logic_error(fmt::format("failure_modes.tsv: found {} columns in the row \"{}\"; allowed: {}", tabs + 1,
                                       line.substr(0, 40), static_cast<std::size_t>(column_count)));
  }
  Row row;
  for (auto& cell : row) cell = cut(line, '\t');
  return row;
}

std::vector<FailureMode> parse(std::string_view table) {
  std::vector<FailureMode> modes;
  (void)cut(table, '\n');  // the head line
  while (!table.empty()) {
    auto const line = cut(table, '\n');
    if (line.empty()) continue;
    auto const row = split(line);
    modes.push_back({.id = row[id],
                     .title = row[title],
                     .layer = row[layer],
                     .trigger = row[trigger],
                     .client_hresult = row[client_hresult],
                     .fix = row[fix],
                     .source = row[source],
                     .confidence = row[confidence]});
  }
  return modes;
}

bool contains_caseless(std::string_view text, std::string_view part) {
  auto const equal = [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
  };
  return std::search(text.begin(), text.end(), part.begin(), part.end(), equal) != text.end();
}

}  // namespace

std::span<FailureMode const> failure_modes() {
  static auto const modes = parse(failure_modes_table());  // immutable; made once, whoever asks first
  return modes;
}

FailureMode const* find_mode(std::string_view wanted) {
  auto const modes = failure_modes();
  auto const found = std::ranges::find(modes, wanted, &FailureMode::id);
  return found == modes.end() ? nullptr : &*found;
}

std::vector<FailureMode const*> modes_of(std::uint32_t hresult) {
  auto const code = fmt::format("0x{:08X}", hresult);
  std::vector<FailureMode const*> modes;
  for (auto const& mode : failure_modes()) {
    if (contains_caseless(mode.client_hresult, code)) modes.push_back(&mode);
  }
  return modes;
}

}  // namespace wsus::catalogue_of_modes
