// Rules as a YAML list that a person writes.
#pragma once

#include "server/config/mistakes.hpp"
#include "server/config/node.hpp"
#include "server/faults/rules/rule.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace wsus::faults {

/// Reads one rule: a map with one key that is the name of a fault, with its parameters, and any of: name, when, times,
/// between, chance, seed, at_once, at_most, enabled. Its name stays empty when none is written. What is wrong goes to
/// `mistakes`, everything at once and each with file, line and path: unknown faults and keys with the nearest known
/// one, values out of range, missing ones, a fault that cannot be decided by what its `when` asks for. The rule is to
/// be used only when there is none. The format is described in docs/FAULTS.md.
[[nodiscard]] Rule read_rule(config::Node const& item, config::Mistakes& mistakes);

/// Reads a list of rules in the same way; two of one name are a mistake too.
[[nodiscard]] std::vector<Rule> read_rules(config::Node const& list, config::Mistakes& mistakes);

/// Reads a list of rules and names those that have no name: "soap_fault-2", by fault and position from 1. Throws
/// config::ConfigError with every mistake, one a line.
[[nodiscard]] std::vector<Rule> read_rules(config::Node const& list);

/// Loads a file whose only key is `faults` and reads its list.
[[nodiscard]] std::vector<Rule> load_rules(std::string const& file);

/// One rule in JSON, as Rule::source has it. `place` is for messages: "body". Its name stays empty when none is
/// written. Throws config::ConfigError.
[[nodiscard]] Rule read_rule_text(std::string_view text, std::string place);

/// Names a rule that has no name, in its source too.
void give_name(Rule& rule, std::string name);

}  // namespace wsus::faults
