// The page of one failure mode.
#pragma once

#include "scenarios/catalogue/failure_modes.hpp"
#include "scenarios/pages/mode_scenarios.hpp"
#include "scenarios/pages/reproduction.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace wsus::lab {

/// Gives the text of a scenario file; empty when it cannot be read.
using ReadFile = std::function<std::string(std::string const& file)>;

/// Symptom, codes, both logs, cause, fix, verification, controls, the injected twin, sources, confidence. `logs`: of
/// the main scenario; empty: the marks stand there with nothing between them. `library`: the folder of the shipped
/// library. `scenarios` must not be empty.
[[nodiscard]] std::string mode_page(catalogue_of_modes::FailureMode const& mode, ModeScenarios const& scenarios,
                                    std::optional<FailureLogs> const& logs, std::filesystem::path const& library,
                                    ReadFile const& read);

}  // namespace wsus::lab
