// Evaluates Core fragments and reads titles.
#include "client_sim/metadata/applicability.hpp"

#include "client_sim/metadata/comparison.hpp"
#include "client_sim/metadata/fragment.hpp"
#include "client_sim/metadata/rules.hpp"

#include <limits>
#include <string_view>

namespace wsus::metadata {
namespace {

/// The identities below BundledUpdates, with or without AtLeastOne around them (wusp-protocol 8.2).
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

/// An update without an IsInstallable rule is installable wherever its prerequisites are met (assumption); a
/// superseded one is not.
bool is_installable(pugi::xml_node rules, machine::Machine const& machine) {
  auto const superseded = rules.child("IsSuperseded");
  if (superseded && all_hold(superseded, machine)) return false;
  auto const installable = rules.child("IsInstallable");
  return !installable || all_hold(installable, machine);
}

}  // namespace

agent::Evaluation evaluate(agent::ReceivedUpdate const& update, machine::Machine const& machine) {
  Fragment const fragment(update.core_xml);
  auto const root = fragment.root();
  agent::Evaluation evaluation;
  if (!read_identity(root.child("UpdateIdentity"), evaluation)) return {};

  auto const properties = root.child("Properties");
  std::string_view const type = properties.attribute("UpdateType").value();
  evaluation.is_category = type == "Category";
  evaluation.is_driver = type == "Driver";
  evaluation.offered = properties.attribute("ExplicitlyDeployable").as_bool();
  collect_identities(root.child("Relationships").child("BundledUpdates"), evaluation.bundled_updates);

  auto const rules = root.child("ApplicabilityRules");
  auto const installed = rules.child("IsInstalled");
  evaluation.is_bundle = !evaluation.bundled_updates.empty() && !installed;
  if (!installed) return evaluation;  // nothing can be said; a bundle is decided by its children
  evaluation.installed = all_hold(installed, machine);
  evaluation.installable = is_installable(rules, machine);
  return evaluation;
}

std::string title_of(std::string_view localized_xml) {
  Fragment const fragment(localized_xml);
  return fragment.root().child("LocalizedProperties").child_value("Title");
}

}  // namespace wsus::metadata
