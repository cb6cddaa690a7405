// Applicability rules and their values on a machine (wusp-protocol 8.4). Internal to the room.
#pragma once

#include "client_sim/machine/machine.hpp"
#include "client_sim/metadata/comparison.hpp"
#include "client_sim/metadata/truth.hpp"

#include <pugixml.hpp>

#include <concepts>
#include <span>
#include <string>
#include <string_view>

namespace wsus::metadata {

/// What a rule is evaluated against. Lifetime: one evaluation.
struct RuleContext {
  machine::Machine const& machine;
  wusp::Guid update_id{};
  pugi::xml_node metadata{};    ///< ApplicabilityRules/Metadata
  std::string loop_key{};       ///< what HKEY_LOOP_TARGET stands for; empty outside a RegKeyLoop
  std::string* fact = nullptr;  ///< where an explanation wants to hear what decided; null in a scan
  int loops = 0;                ///< how many RegKeyLoops the rule stands in

  /// `value`, and the sentence that `describe` makes when somebody wants it.
  template <std::invocable Describe>
  [[nodiscard]] Truth found(Truth value, Describe const& describe) const {
    if (fact != nullptr) *fact = describe();
    return value;
  }
  template <std::invocable Describe>
  [[nodiscard]] Truth found(bool holds, Describe const& describe) const {
    return found(truth_of(holds), describe);
  }
  /// Unknown: an attribute is missing or cannot be read.
  [[nodiscard]] Truth malformed(pugi::xml_node rule, char const* attribute) const;

  /// `order` (the machine's value against the rule's) by the rule's Comparison.
  template <std::invocable Describe>
  [[nodiscard]] Truth compared(pugi::xml_node rule, std::strong_ordering order, Describe const& describe) const {
    auto const holds = satisfies(order, comparison_of(rule));
    if (!holds) return malformed(rule, "Comparison");
    return found(*holds, describe);
  }
};

/// The value of a rule element. The document's depth was checked before.
[[nodiscard]] Truth value_of(pugi::xml_node rule, RuleContext const& context);

/// All elements of `parent` hold; unknown when there is none.
[[nodiscard]] Truth all_of(pugi::xml_node parent, RuleContext const& context);

/// And, Or, Not: their clauses are their elements.
[[nodiscard]] bool is_logical(pugi::xml_node rule);

/// One rule that is evaluated: its name with prefix, and how.
struct RuleRow {
  std::string_view name{};
  Truth (*value)(pugi::xml_node rule, RuleContext const& context) = nullptr;
};
/// The families; each is a table in the .cpp file of its name.
[[nodiscard]] std::span<RuleRow const> logical_rules();
[[nodiscard]] std::span<RuleRow const> system_rules();
[[nodiscard]] std::span<RuleRow const> registry_rules();
[[nodiscard]] std::span<RuleRow const> file_rules();
[[nodiscard]] std::span<RuleRow const> query_rules();
[[nodiscard]] std::span<RuleRow const> msi_rules();
[[nodiscard]] std::span<RuleRow const> driver_rules();
[[nodiscard]] std::span<RuleRow const> package_rules();

/// The first hardware id in a driver's metadata that a device of the machine has; empty: none has one.
[[nodiscard]] std::string matched_hardware_id(RuleContext const& context);

/// The text of the registry value that a rule's Key, Subkey and Value name, with the value's path for a sentence.
struct NamedText {
  std::string place{};                ///< "HKLM\SOFTWARE\Lab\Folder"; empty: the rule names no key of a registry
  std::optional<std::string> text{};  ///< empty: there is no such text
};
[[nodiscard]] NamedText registry_text(pugi::xml_node rule, RuleContext const& context);

}  // namespace wsus::metadata
