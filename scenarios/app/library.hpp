// Where scenarios are found, and loading of many with all their mistakes.
#pragma once

#include "scenarios/model/scenario.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace wsus::lab {

/// What loading came to: every file that is right, and a message for every mistake.
struct Loaded {
  std::vector<scenario::Scenario> scenarios{};
  std::vector<std::string> mistakes{};
};

/// Loads every scenario at the paths (files or folders), each file once, catalogue files included. Nothing is started.
[[nodiscard]] Loaded load_scenarios(std::vector<std::filesystem::path> const& paths);

/// The same; without paths those of the shipped library. Where there is none, that is the mistake.
[[nodiscard]] Loaded load_scenarios_or_library(std::vector<std::filesystem::path> paths,
                                               std::filesystem::path const& program_directory);

/// Folders that may hold the shipped library, the first that is there counts: README.md.
[[nodiscard]] std::vector<std::filesystem::path> library_places(std::filesystem::path const& program_directory);
[[nodiscard]] std::optional<std::filesystem::path> find_library(std::filesystem::path const& program_directory);

/// "no scenario library found in A, B or C"
[[nodiscard]] std::string no_library_message(std::filesystem::path const& program_directory);

}  // namespace wsus::lab
