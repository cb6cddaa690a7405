// Runs a case in a world of its own and says how the agent ended.
#pragma once

#include "scenarios/mutation/mutation_case.hpp"
#include "scenarios/runner/world_catalogue.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace wsus::lab {

/// How what was typed ended.
struct CaseEnding {
  std::optional<std::uint32_t> hresult{};  ///< of the scan, or of what followed it; empty: there was none
  std::string thrown{};                    ///< what was thrown instead; empty: nothing
  std::chrono::seconds lasted{0};          ///< on the clock of the world
  std::uint64_t changed = 0;               ///< replies that were changed
};

/// Longer than every patience of an agent together, in all of the calls that its limits allow.
inline constexpr std::chrono::hours longest_case{24};

/// What is wrong with an ending, in a sentence; empty: it is one that an agent may have.
[[nodiscard]] std::string finding_in(CaseEnding const& ending);

/// Throws config::ConfigError when the case's own text is no scenario, and what a world throws that cannot be built.
/// Thread safety: any thread; worlds share nothing but catalogues.
[[nodiscard]] CaseEnding run_case(MutationCase const& one, CatalogueShelf& catalogues);

}  // namespace wsus::lab
