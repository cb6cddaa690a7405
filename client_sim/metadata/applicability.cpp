// Evaluates Core fragments and reads titles.
#include "client_sim/metadata/applicability.hpp"

#include "client_sim/metadata/core.hpp"
#include "client_sim/metadata/fragment.hpp"

#include <limits>
#include <string_view>

namespace wsus::metadata {
namespace {

/// The identities below an element, with or without AtLeastOne around them (wusp-protocol 8.2).
void collect_identities(pugi::xml_node parent, std::vector<wusp::Guid>& ids) {
  for (auto const node : parent.children()) {
    std::string_view const name = node.name();
    if (name == "AtLeastOne") collect_identities(node, ids);
    if (name != "UpdateIdentity") continue;
    if (auto const id = wusp::parse_guid(node.attribute("UpdateID").value())) ids.push_back(*id);
  }
}

/// UpdateID and RevisionNumber; false when either is missing or wrong.
bool read_identity(pugi::xml_node identity, agent::Evaluation& evaluation) {
  auto const id = wusp::parse_guid(identity.attribute("UpdateID").value());
  auto const revision = number_of(identity.attribute("RevisionNumber"));
  if (!id || !revision || *revision < 0 || *revision > std::numeric_limits<int>::max()) return false;
  evaluation.update_id = *id;
  evaluation.revision_number = static_cast<int>(*revision);
  return true;
}

/// What all clauses name, in the order of the fragment.
std::vector<wusp::Guid> all_prerequisites_of(pugi::xml_node root) {
  std::vector<wusp::Guid> ids;
  collect_identities(root.child("Relationships").child("Prerequisites"), ids);
  return ids;
}

/// An unknown rule counts as false in the decision; that it was unknown is kept.
bool decide(Truth value, agent::Evaluation& evaluation) {
  if (value == Truth::unknown) evaluation.has_unknown_rule = true;
  return value == Truth::yes;
}

/// An update without an IsInstallable rule is installable wherever its prerequisites are met (assumption); a
/// superseded one is not.
bool is_installable(pugi::xml_node rules, RuleContext const& context, agent::Evaluation& evaluation) {
  auto const superseded = rules.child("IsSuperseded");
  if (superseded && decide(all_of(superseded, context), evaluation)) return false;
  auto const installable = rules.child("IsInstallable");
  return !installable || decide(all_of(installable, context), evaluation);
}

}  // namespace

agent::Evaluation evaluate_core(pugi::xml_node root, machine::Machine const& machine) {
  agent::Evaluation evaluation;
  if (!read_identity(root.child("UpdateIdentity"), evaluation)) return {};

  auto const properties = root.child("Properties");
  std::string_view const type = properties.attribute("UpdateType").value();
  evaluation.is_category = type == "Category";
  evaluation.is_driver = type == "Driver";
  evaluation.offered = properties.attribute("ExplicitlyDeployable").as_bool();
  evaluation.bundled_updates = bundled_updates_of(root);
  evaluation.superseded_updates = superseded_updates_of(root);
  evaluation.prerequisites = all_prerequisites_of(root);

  auto const rules = root.child("ApplicabilityRules");
  auto const installed = rules.child("IsInstalled");
  evaluation.is_bundle = !evaluation.bundled_updates.empty() && !installed;
  if (!installed) return evaluation;  // nothing can be said; a bundle is decided by its children
  auto const context = context_of(root, evaluation.update_id, machine);
  if (evaluation.is_driver) evaluation.device_id = matched_hardware_id(context);
  evaluation.installed = decide(all_of(installed, context), evaluation);
  evaluation.installable = is_installable(rules, context, evaluation);
  return evaluation;
}

RuleContext context_of(pugi::xml_node root, wusp::Guid const& update_id, machine::Machine const& machine) {
  return {.machine = machine,
          .update_id = update_id,
          .metadata = root.child("ApplicabilityRules").child("Metadata"),
          .loop_key = {}};
}

std::vector<PrerequisiteClause> prerequisites_of(pugi::xml_node root) {
  std::vector<PrerequisiteClause> clauses;
  for (auto const node : root.child("Relationships").child("Prerequisites").children()) {
    PrerequisiteClause clause{.is_category = node.attribute("IsCategory").as_bool()};
    std::string_view const name = node.name();
    if (name == "AtLeastOne") collect_identities(node, clause.any_of);
    if (name == "UpdateIdentity") {
      if (auto const id = wusp::parse_guid(node.attribute("UpdateID").value())) clause.any_of.push_back(*id);
    }
    if (!clause.any_of.empty()) clauses.push_back(std::move(clause));
  }
  return clauses;
}

std::vector<wusp::Guid> bundled_updates_of(pugi::xml_node root) {
  std::vector<wusp::Guid> ids;
  collect_identities(root.child("Relationships").child("BundledUpdates"), ids);
  return ids;
}

std::vector<wusp::Guid> superseded_updates_of(pugi::xml_node root) {
  std::vector<wusp::Guid> ids;
  collect_identities(root.child("Relationships").child("SupersededUpdates"), ids);
  return ids;
}

agent::Evaluation evaluate(agent::ReceivedUpdate const& update, machine::Machine const& machine) {
  Fragment const fragment(update.core_xml);
  return evaluate_core(fragment.root(), machine);
}

std::string title_of(std::string_view localized_xml) {
  Fragment const fragment(localized_xml);
  return fragment.root().child("LocalizedProperties").child_value("Title");
}

}  // namespace wsus::metadata
