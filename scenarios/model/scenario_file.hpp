// Reading scenario files. Every mistake is one message with file, line, path, what was found and what is allowed.
#pragma once

#include "scenarios/model/scenario.hpp"

#include <filesystem>
#include <functional>
#include <string_view>
#include <vector>

namespace wsus::scenario {

/// Tells whether a failure mode id is known (the catalogue is another room).
using KnownMode = std::function<bool(std::string_view)>;

/// Throws config::ConfigError. The language is described in docs/SCENARIOS.md and scenarios/scenario.schema.json.
[[nodiscard]] Scenario load_scenario(std::filesystem::path const& file, KnownMode const& known_mode);
[[nodiscard]] Scenario parse_scenario(std::string_view text, std::filesystem::path const& file,
                                      KnownMode const& known_mode);

/// Scenario files at the paths: a file itself, or every .yaml below a folder, sorted. Throws config::ConfigError for a
/// path that is not there or holds none.
[[nodiscard]] std::vector<std::filesystem::path> find_scenarios(std::vector<std::filesystem::path> const& paths);

}  // namespace wsus::scenario
