// Lines and cells of a table: see table_cells.hpp.
#include "scenarios/catalogue/table_cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace wsus::catalogue_of_modes {

std::string_view cut(std::string_view& rest, char separator) {
  auto const end = std::min(rest.find(separator), rest.size());
  auto const part = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return part;
}

void check_cells(std::string_view table, std::string_view line, std::size_t wanted) {
  auto const found = static_cast<std::size_t>(std::ranges::count(line, '\t')) + 1;
  if (found == wanted) return;
  throw std::logic_error(
      fmt::format("{}: found {} columns in the row \"{}\"; allowed: {}", table, found, line.substr(0, 40), wanted));
}

}  // namespace wsus::catalogue_of_modes
