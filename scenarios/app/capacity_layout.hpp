// A page about capacity as lines of a terminal.
#pragma once

#include "scenarios/capacity/page.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace wsus::lab {

/// Titles, sentences, rows in columns, tables; no line is longer than `width`, but for a table that is wider.
[[nodiscard]] std::string laid_out(std::vector<capacity::Part> const& parts, std::size_t width = 80);

}  // namespace wsus::lab
