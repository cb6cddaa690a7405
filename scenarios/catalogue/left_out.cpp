// Reads the compiled-in table of modes without a scenario.
#include "scenarios/catalogue/failure_modes.hpp"
#include "scenarios/catalogue/failure_modes_table.hpp"
#include "scenarios/catalogue/table_cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace wsus::catalogue_of_modes {
namespace {

bool is_outside(std::string_view kind, std::string_view line) {
  if (kind == "outside" || kind == "to come") return kind == "outside";
  throw std::logic_error(fmt::format("left_out.tsv: found the kind \"{}\" in the row \"{}\"; allowed: outside, to come",
                                     kind, line.substr(0, 40)));
}

std::vector<LeftOut> parse(std::string_view table) {
  std::vector<LeftOut> rows;
  (void)cut(table, '\n');  // the head line
  while (!table.empty()) {
    auto const line = cut(table, '\n');
    if (line.empty()) continue;
    auto const cells = cells_of<3>("left_out.tsv", line);
    rows.push_back({.id = cells[0], .outside = is_outside(cells[1], line), .reason = cells[2]});
  }
  return rows;
}

}  // namespace

std::span<LeftOut const> left_out_modes() {
  static auto const rows = parse(left_out_table());  // immutable; made once, whoever asks first
  return rows;
}

LeftOut const* find_left_out(std::string_view id) {
  auto const rows = left_out_modes();
  auto const found = std::ranges::find(rows, id, &LeftOut::id);
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace wsus::catalogue_of_modes
