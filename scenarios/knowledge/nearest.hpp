// "Did you mean": the HRESULTs whose spelling is nearest to what was typed.
#pragma once

#include "client_sim/agent/hresult.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace wsus::lab {

/// Letters to insert, remove or replace to make `b` of `a`; case matters.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// At most `count` rows of the table, nearest first; equally near ones in the order of their codes. Text that is a
/// code is compared with codes, other text with symbols, without regard to case.
[[nodiscard]] std::vector<agent::HresultInfo const*> nearest_hresults(std::string_view typed, std::size_t count);

}  // namespace wsus::lab
