// Faults as a YAML list that a person writes.
#pragma once

#include "server/config/node.hpp"
#include "server/faults/fault_rules.hpp"

#include <string>

namespace wsus::faults {

/// Reads a list of maps with one key each: `- soap_fault: {...}`. Throws config::ConfigError with file, line and path
/// for every mistake: unknown faults and keys, values out of range, missing ones. The format is described in
/// docs/FAULTS.md.
[[nodiscard]] FaultRules read_faults(config::Node const& list);

/// Loads a file whose only key is `faults` and reads its list.
[[nodiscard]] FaultRules load_faults(std::string const& file);

}  // namespace wsus::faults
