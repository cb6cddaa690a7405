// Reads the compiled-in table of failure modes and finds rows in it.
#include "scenarios/catalogue/failure_modes.hpp"

#include "scenarios/catalogue/failure_modes_table.hpp"
#include "scenarios/catalogue/table_cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace wsus::catalogue_of_modes {
namespace {

/// The columns of the table, in its order.
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
std::vector<FailureMode> parse(std::string_view table) {
  std::vector<FailureMode> modes;
  (void)cut(table, '\n');  // the head line
  while (!table.empty()) {
    auto const line = cut(table, '\n');
    if (line.empty()) continue;
    auto const row = cells_of<column_count>("failure_modes.tsv", line);
    modes.push_back({.id = row[id],
                     .title = row[title],
                     .layer = row[layer],
                     .trigger = row[trigger],
                     .client_hresult = row[client_hresult],
                     .client_log = row[client_log_pattern],
                     .server_log = row[server_log_pattern],
                     .fix = row[fix],
                     .source = row[source],
                     .confidence = row[confidence],
                     .lab_assertion = row[lab_assertion]});
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
