// Layout of a page about capacity: see capacity_layout.hpp.
#include "scenarios/app/capacity_layout.hpp"

#include "scenarios/report/wrapped.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wsus::lab {
namespace {

using capacity::Part;
using capacity::Row;

constexpr std::string_view margin = "  ";

std::string rows_text(std::vector<Row> const& rows, std::size_t width) {
  std::size_t labels = 0;
  std::size_t values = 0;
  for (auto const& row : rows) {
    labels = std::max(labels, row.label.size());
    if (!row.note.empty()) values = std::max(values, row.value.size());
  }
  std::string text;
  for (auto const& row : rows) {
    auto const label = fmt::format("{}{:<{}}  ", margin, row.label, labels);
    auto const first = row.note.empty() ? label : fmt::format("{}{:<{}}  ", label, row.value, values);
    std::string const next(first.size(), ' ');
    text += wrapped(row.note.empty() ? row.value : row.note, width, {.first = first, .next = next});
  }
  return text;
}

std::string table_text(std::vector<std::vector<std::string>> const& table) {
  std::vector<std::size_t> widths;
  for (auto const& row : table) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  std::string text;
  for (auto const& row : table) {
    auto line = std::string(margin);
    for (std::size_t i = 0; i < row.size(); ++i)
      line += i == 0 ? fmt::format("{:<{}}", row[i], widths[i]) : fmt::format("  {:>{}}", row[i], widths[i]);
    text += line + "\n";
  }
  return text;
}

}  // namespace

std::string laid_out(std::vector<Part> const& parts, std::size_t width) {
  std::string text;
  for (auto const& part : parts) {
    if (!text.empty()) text += "\n";
    text += part.title + "\n";
    for (auto const& paragraph : part.paragraphs) text += wrapped(paragraph, width, {.first = margin, .next = margin});
    text += rows_text(part.rows, width) + table_text(part.table);
  }
  return text;
}

}  // namespace wsus::lab
