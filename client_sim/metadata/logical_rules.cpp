// True, False, And, Or, Not, with the three values of Kleene's logic.
#include "client_sim/metadata/rules.hpp"

#include <algorithm>
#include <array>

namespace wsus::metadata {
namespace {

bool is_element(pugi::xml_node node) { return node.type() == pugi::node_element; }

Truth without_operands(RuleContext const& context) {
  return context.found(Truth::unknown, [] { return std::string("there is no rule in it"); });
}

Truth any_of(pugi::xml_node parent, RuleContext const& context) {
  auto result = Truth::no;
  bool empty = true;
  for (auto const node : parent.children()) {
    if (!is_element(node)) continue;
    auto const value = value_of(node, context);
    if (value == Truth::yes) return value;
    if (value == Truth::unknown) result = value;
    empty = false;
  }
  return empty ? without_operands(context) : result;
}

/// Not has one operand; several are taken as And (assumption I).
Truth negation(pugi::xml_node rule, RuleContext const& context) { return negation_of(all_of(rule, context)); }

Truth always(pugi::xml_node, RuleContext const&) { return Truth::yes; }
Truth never(pugi::xml_node, RuleContext const&) { return Truth::no; }

constexpr auto rows = std::to_array<RuleRow>({
    {"True", always},
    {"False", never},
    {"And", all_of},
    {"Or", any_of},
    {"Not", negation},
});

}  // namespace

Truth all_of(pugi::xml_node parent, RuleContext const& context) {
  auto result = Truth::yes;
  bool empty = true;
  for (auto const node : parent.children()) {
    if (!is_element(node)) continue;
    auto const value = value_of(node, context);
    if (value == Truth::no) return value;
    if (value == Truth::unknown) result = value;
    empty = false;
  }
  return empty ? without_operands(context) : result;
}

bool is_logical(pugi::xml_node rule) {
  std::string_view const name = rule.name();
  return name == "And" || name == "Or" || name == "Not";
}

std::span<RuleRow const> logical_rules() { return rows; }

}  // namespace wsus::metadata
