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

/// At most `limit` bytes of the text, never half a UTF-8 character, with a note of what was left out.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t limit);

/// `typed`: transcript of the world so far. Exchanges and logs are those of the phase.
[[nodiscard]] std::string evidence_of(LabWorld const& world, std::string_view title, std::string_view typed,
                                      PhaseResult const& phase);

}  // namespace wsus::lab
