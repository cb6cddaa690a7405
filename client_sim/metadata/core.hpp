// What a parsed Core fragment says (wusp-protocol 8.2), for everybody who reads one. Internal to the room.
#pragma once

#include "client_sim/agent/scan.hpp"
#include "client_sim/metadata/explanation.hpp"
#include "client_sim/metadata/rules.hpp"

#include <pugixml.hpp>

#include <vector>

namespace wsus::metadata {

/// The identity, the relations and the values of the rules. `root` is the node above the fragment's elements. Without a
/// readable identity everything is as for a fragment that cannot be read.
[[nodiscard]] agent::Evaluation evaluate_core(pugi::xml_node root, machine::Machine const& machine);

/// What the rules of this fragment are evaluated against.
[[nodiscard]] RuleContext context_of(pugi::xml_node root, wusp::Guid const& update_id, machine::Machine const& machine);

/// In the order of the fragment.
[[nodiscard]] std::vector<PrerequisiteClause> prerequisites_of(pugi::xml_node root);

[[nodiscard]] std::vector<wusp::Guid> bundled_updates_of(pugi::xml_node root);

/// The updates that this one names in SupersededUpdates.
[[nodiscard]] std::vector<wusp::Guid> superseded_updates_of(pugi::xml_node root);

}  // namespace wsus::metadata
