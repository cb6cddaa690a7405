// docs/FAILURE-MODES.md: all modes, all codes, and what is left out.
#pragma once

#include "scenarios/model/scenario.hpp"

#include <string>
#include <vector>

namespace wsus::lab {

/// Pages are linked as failure-modes/FM01.md. Modes without a scenario have no page, and stand with their reason at the
/// end.
[[nodiscard]] std::string index_page(std::vector<scenario::Scenario> const& library);

}  // namespace wsus::lab
