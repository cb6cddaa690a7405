// Rules as a YAML list that a person writes.
#pragma once

#include "server/config/node.hpp"
#include "server/faults/rules/rule.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace wsus::faults {

/// Reads a list of maps. Each has one key that is the name of a fault, with its parameters, and any of: name, when,
/// times, between, chance, seed, at_once, at_most, enabled. Throws config::ConfigError with file, line and path for
/// every mistake: unknown faults and keys with the nearest known one, values out of range, missing ones, a fault that
/// cannot be decided by what its `when` asks for, two rules of one name. The format is described in docs/FAULTS.md.
[[nodiscard]] std::vector<Rule> read_rules(config::Node const& list);

/// Loads a file whose only key is `faults` and reads its list.
[[nodiscard]] std::vector<Rule> load_rules(std::string const& file);

/// One rule in JSON, as Rule::source has it. `place` is for messages: "body". Its name stays empty when none is
/// written. Throws config::ConfigError.
[[nodiscard]] Rule read_rule_text(std::string_view text, std::string place);

/// Names a rule that has no name, in its source too.
void give_name(Rule& rule, std::string name);

}  // namespace wsus::faults
