// Fault rules as JSON: what each has done, and why it does not happen to the exchange that somebody asks about.
#pragma once

#include "server/faults/rules/rule_book.hpp"
#include "server/faults/rules/shadowing.hpp"

#include <boost/json.hpp>

#include <vector>

namespace wsus::control {

/// {"name", "fault", "place": "faults.yaml:3", "enabled", "matched", "injected", "under_way", "clients", "rule"}; what
/// the numbers count: faults::RuleState. `rule`: as it was written; null for a rule that was made in code.
[[nodiscard]] boost::json::object to_json(faults::RuleBook::Row const& row);
/// Every rule in order.
[[nodiscard]] boost::json::array to_json(faults::RuleBook const& rules);

/// [{"rule", "place": "faults.yaml:3", "gravity": "unreachable" or "overlapping", "text"}], one a remark.
[[nodiscard]] boost::json::array to_json(std::vector<faults::RuleRemark> const& remarks);

/// Answers {"operation": "SyncUpdates", "client_id": "..."}: an exchange told by the fields of `when` (docs/FAULTS.md).
/// What is not told is unknown at its stage; a path follows from the operation. Counts nothing.
/// {"rules": [{"rule", "differs": [{"field", "wanted", "found"}], "otherwise"}]}, nearest first: `otherwise` says what
/// stands against a rule whose fields all hold, or "happens". Throws Problem 400 with every field that cannot be read.
[[nodiscard]] boost::json::object why(faults::RuleBook const& rules, boost::json::object const& question);

}  // namespace wsus::control
