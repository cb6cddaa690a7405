// A small scenario that holds, as text to change: 12 installed prerequisites where 11 are allowed.
#pragma once

#include "scenarios/model/scenario.hpp"

#include <string>
#include <string_view>

namespace wsus::test {

/// The scenario file. Its parts below can be replaced with `with`.
[[nodiscard]] std::string small_scenario_text();

/// A baseline of the same size.
[[nodiscard]] std::string small_baseline_text();

/// The steps of its fix, with their indentation.
[[nodiscard]] std::string small_fix_text();

/// `text` with `from`, which must be there exactly once, replaced. Throws std::logic_error otherwise.
[[nodiscard]] std::string with(std::string text, std::string_view from, std::string_view to);

/// Parsed as a file "small.yaml", or `file`.
[[nodiscard]] scenario::Scenario small_scenario(std::string_view text, std::string_view file = "small.yaml");

}  // namespace wsus::test
