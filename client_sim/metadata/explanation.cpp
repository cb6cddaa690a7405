// Builds explanations. Values come from the same functions as in a scan; facts are collected on the side.
#include "client_sim/metadata/explanation.hpp"

#include "client_sim/metadata/core.hpp"
#include "client_sim/metadata/fragment.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wsus::metadata {
namespace {

bool is_element(pugi::xml_node node) { return node.type() == pugi::node_element; }

std::string as_written(pugi::xml_node rule) {
  std::string text = rule.name();
  for (auto const attribute : rule.attributes()) text += fmt::format(" {}=\"{}\"", attribute.name(), attribute.value());
  return text;
}

Clause explain_rule(pugi::xml_node rule, RuleContext& context);

std::vector<Clause> explain_children(pugi::xml_node parent, RuleContext& context) {
  std::vector<Clause> clauses;
  for (auto const node : parent.children()) {
    if (is_element(node)) clauses.push_back(explain_rule(node, context));
  }
  return clauses;
}

Clause explain_rule(pugi::xml_node rule, RuleContext& context) {
  Clause clause{.element = as_written(rule)};
  std::string fact;
  context.fact = &fact;
  clause.value = value_of(rule, context);
  if (is_logical(rule)) clause.clauses = explain_children(rule, context);
  context.fact = nullptr;
  if (clause.clauses.empty()) clause.fact = std::move(fact);
  return clause;
}

std::optional<Clause> explain_section(pugi::xml_node rules, char const* name, RuleContext& context) {
  auto const section = rules.child(name);
  if (!section) return std::nullopt;
  return Clause{
      .element = name, .value = all_of(section, context), .fact = {}, .clauses = explain_children(section, context)};
}

/// The only clause with this value; null when there is none, or several.
Clause const* only_with(std::vector<Clause> const& clauses, Truth value) {
  if (std::ranges::count(clauses, value, &Clause::value) != 1) return nullptr;
  return &*std::ranges::find(clauses, value, &Clause::value);
}

Clause const* decider_of(Clause const& clause) {
  if (clause.clauses.size() == 1) return &clause.clauses.front();
  return only_with(clause.clauses, clause.value);
}

void collect_unknown(Clause const& clause, std::vector<Clause const*>& found) {
  if (clause.clauses.empty() && clause.value == Truth::unknown) found.push_back(&clause);
  for (auto const& below : clause.clauses) collect_unknown(below, found);
}

}  // namespace

Explanation explain(std::string_view core_xml, machine::Machine const& machine) {
  Fragment const fragment(core_xml);
  auto const root = fragment.root();
  Explanation result{.evaluation = evaluate_core(root, machine)};
  if (result.evaluation.update_id.is_nil()) return result;
  result.update_type = root.child("Properties").attribute("UpdateType").value();
  result.prerequisites = prerequisites_of(root);
  result.superseded_updates = superseded_updates_of(root);
  auto context = context_of(root, result.evaluation.update_id, machine);
  auto const rules = root.child("ApplicabilityRules");
  result.installed = explain_section(rules, "IsInstalled", context);
  result.superseded = explain_section(rules, "IsSuperseded", context);
  result.installable = explain_section(rules, "IsInstallable", context);
  return result;
}

Clause const& deciding_clause(Clause const& clause) {
  auto const* deciding = &clause;
  while (auto const* below = decider_of(*deciding)) deciding = below;
  return *deciding;
}

std::string to_text(Clause const& clause) {
  auto text = fmt::format("{}: {}", clause.element, to_string(clause.value));
  if (!clause.fact.empty()) text += fmt::format("; {}", clause.fact);
  return text;
}

std::vector<Clause const*> unknown_rules(Clause const& clause) {
  std::vector<Clause const*> found;
  collect_unknown(clause, found);
  return found;
}

}  // namespace wsus::metadata
