// Whether the facts that applicability rules ask about have changed since the cached updates were evaluated.
#pragma once

#include "client_sim/machine/machine.hpp"

#include <cstdint>

namespace wsus::machine {

/// A hash of registry, files (path, size, rights), hardware and system facts; never 0. Left out is what a scan changes
/// by itself: the agent's log, SoftwareDistribution, and the values that identify the client. The same in every run of
/// every program. Costs as much as reading the drive once.
[[nodiscard]] std::uint64_t fact_fingerprint(Machine const& machine);

}  // namespace wsus::machine
