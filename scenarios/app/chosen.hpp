// The scenarios that a command line names: files, folders, and words that select from a library.
#pragma once

#include "scenarios/app/library.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace wsus::lab {

/// Each of `what` is a path when something is there, or when it looks like one ('/' in it, .yaml at its end); else a
/// word for select_scenarios. Words select from `library`, by default the shipped one. Nothing at all means that whole
/// library. Every scenario comes once, in the order of the words. A word that selects nothing is a mistake that says
/// why, with the nearest known words.
[[nodiscard]] Loaded choose_scenarios(std::vector<std::string> const& what,
                                      std::optional<std::filesystem::path> const& library,
                                      std::filesystem::path const& program_directory);

}  // namespace wsus::lab
