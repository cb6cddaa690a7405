// Evidence for a run that differs: what was typed, what went over the wire, what both sides logged.
#pragma once

#include "scenarios/runner/phase.hpp"
#include "scenarios/runner/world.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace wsus::lab {

/// Bytes of a body that evidence shows at most.
inline constexpr std::size_t evidence_body_bytes = 4'096;

/// What is kept of a body of `size` bytes, never half a UTF-8 character, with a note when something is left out.
[[nodiscard]] std::string shortened(std::string_view beginning, std::size_t size);

/// `typed`: transcript of the world so far. Exchanges and logs are those of the phase.
[[nodiscard]] std::string evidence_of(LabWorld const& world, std::string_view title, std::string_view typed,
                                      PhaseResult const& phase);

}  // namespace wsus::lab
