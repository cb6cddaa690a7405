// How explanations are laid out, and the parts that those of codes and those of failure modes share.
#pragma once

#include "scenarios/catalogue/failure_modes.hpp"
#include "scenarios/model/scenario.hpp"

#include <cstddef>
#include <filesystem>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::lab {

/// With a reading an explanation is a page of its own; else it is short, and lines stay whole.
struct Layout {
  std::size_t width = std::numeric_limits<std::size_t>::max();
  std::string_view between_sections{};
};
inline constexpr Layout page{.width = 110, .between_sections = "\n"};

using Found = std::vector<scenario::Scenario const*>;

/// Names and titles; "scenarios: none in DIR shows it" where there is none.
[[nodiscard]] std::string scenarios_text(Found const& found, std::filesystem::path const& library,
                                         Layout const& layout);
/// Of each scenario but baselines the fix as it is typed, and the controls that are fixes.
[[nodiscard]] std::string fixes_text(Found const& found);
/// "confirmed (...)", with the codes of the mode when there is more than one: all of them are candidates.
[[nodiscard]] std::string certainty_text(catalogue_of_modes::FailureMode const& mode);

/// Everything about a failure mode: what it is, codes, both logs, causes, fix, sources, scenarios, or why there are
/// none.
[[nodiscard]] std::string explain_mode(catalogue_of_modes::FailureMode const& mode, Found const& found,
                                       std::filesystem::path const& library);

}  // namespace wsus::lab
