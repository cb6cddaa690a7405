// The three values of an applicability rule.
#pragma once

#include <string_view>

namespace wsus::metadata {

/// `unknown`: the simulator does not know the rule, cannot read it, or the machine does not have the fact it asks
/// about. Logical rules follow Kleene: Not of unknown is unknown, And is false as soon as one operand is, Or true
/// likewise.
enum class Truth { no, yes, unknown };

/// "false", "true", "unknown".
[[nodiscard]] constexpr std::string_view to_string(Truth value) {
  if (value == Truth::unknown) return "unknown";
  return value == Truth::yes ? "true" : "false";
}

[[nodiscard]] constexpr Truth truth_of(bool holds) { return holds ? Truth::yes : Truth::no; }

[[nodiscard]] constexpr Truth negation_of(Truth value) {
  if (value == Truth::unknown) return value;
  return value == Truth::yes ? Truth::no : Truth::yes;
}

}  // namespace wsus::metadata
