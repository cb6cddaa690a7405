// The keys of a written rule: its fault, and what may stand beside it. Internal to the rules.
#pragma once

#include "server/config/mistakes.hpp"
#include "server/config/node.hpp"
#include "server/faults/fault_list.hpp"

namespace wsus::faults {

/// The fault that the one key of a rule names that is none of its own. Null when it cannot be told; why is in
/// `mistakes`, as is every key that does not belong there: with the nearest known one, or the key under which it
/// belongs.
[[nodiscard]] FaultKind const* read_kind(config::Node const& item, config::Mistakes& mistakes);

}  // namespace wsus::faults
