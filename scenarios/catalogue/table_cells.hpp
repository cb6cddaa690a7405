// Cutting of a table's text into lines and cells. Internal to this room.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace wsus::catalogue_of_modes {

/// Cuts the text up to `separator` off the front of `rest`.
[[nodiscard]] std::string_view cut(std::string_view& rest, char separator);

/// Throws std::logic_error for a row with another number of cells, naming `table`.
void check_cells(std::string_view table, std::string_view line, std::size_t wanted);

template <std::size_t N>
[[nodiscard]] std::array<std::string_view, N> cells_of(std::string_view table, std::string_view line) {
  check_cells(table, line, N);
  std::array<std::string_view, N> cells;
  for (auto& cell : cells) cell = cut(line, '\t');
  return cells;
}

}  // namespace wsus::catalogue_of_modes
