// Applicability rules and their values on a machine (wusp-protocol 8.4). Internal to the room.
#pragma once

#include "client_sim/machine/machine.hpp"

#include <pugixml.hpp>

namespace wsus::metadata {

/// The value of a rule element. The document's depth was checked before.
[[nodiscard]] bool holds(pugi::xml_node rule, machine::Machine const& machine);

/// All elements of `parent` hold, and there is at least one.
[[nodiscard]] bool all_hold(pugi::xml_node parent, machine::Machine const& machine);

/// Registry rules live in registry_rules.cpp.
[[nodiscard]] bool reg_key_exists(pugi::xml_node rule, machine::Machine const& machine);
[[nodiscard]] bool reg_value_exists(pugi::xml_node rule, machine::Machine const& machine);
[[nodiscard]] bool reg_dword(pugi::xml_node rule, machine::Machine const& machine);
[[nodiscard]] bool reg_sz(pugi::xml_node rule, machine::Machine const& machine);

}  // namespace wsus::metadata
