// The tables of this room as text: tab-separated, a head line first. Internal to this room.
#pragma once

#include <string_view>

namespace wsus::catalogue_of_modes {

/// failure_modes.tsv, compiled in; lives as long as the program.
[[nodiscard]] std::string_view failure_modes_table();
/// left_out.tsv, likewise.
[[nodiscard]] std::string_view left_out_table();

}  // namespace wsus::catalogue_of_modes
