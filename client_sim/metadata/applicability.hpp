// Reads a Core fragment and evaluates its applicability rules on a machine (wusp-protocol 8.2, 8.4).
#pragma once

#include "client_sim/agent/scan.hpp"
#include "client_sim/machine/machine.hpp"

#include <string>
#include <string_view>

namespace wsus::metadata {

inline constexpr int max_depth = 64;

/// Never throws for any text: a fragment that cannot be read evaluates as not installed, not installable, with a nil
/// UpdateID. Rules have three values (truth.hpp); what is unknown counts as not installed and not installable, and the
/// evaluation says that there was such a rule. explain() in explanation.hpp tells which.
/// Elements nested deeper than max_depth make a fragment unreadable: it comes from a server that need not be kind.
[[nodiscard]] agent::Evaluation evaluate(agent::ReceivedUpdate const& update, machine::Machine const& machine);

/// Title of a LocalizedProperties fragment; empty when it has none.
[[nodiscard]] std::string title_of(std::string_view localized_xml);

}  // namespace wsus::metadata
