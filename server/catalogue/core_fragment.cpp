// Core fragments: UpdateIdentity, Properties, Relationships, ApplicabilityRules (wusp-protocol 8.1, 8.2, 8.4).
#include "server/catalogue/fragments.hpp"

#include "server/catalogue/fragment_writer.hpp"

#include <fmt/format.h>

#include <span>

namespace wsus::catalogue {
namespace {

template <typename Sink>
void write_reference(FragmentWriter<Sink>& xml, wusp::Guid const& update) {
  xml.open("UpdateIdentity");
  xml.attribute("UpdateID", to_string(update));
  xml.close("UpdateIdentity");
}

template <typename Sink>
void write_identity(FragmentWriter<Sink>& xml, domain::UpdateIdentity const& identity) {
  xml.open("UpdateIdentity");
  xml.attribute("UpdateID", to_string(identity.update_id));
  xml.attribute("RevisionNumber", identity.revision_number);
  xml.close("UpdateIdentity");
}

/// Attributes that equal their default (ExplicitlyDeployable="false") are left out (wusp-protocol 8.1).
template <typename Sink>
void write_properties(FragmentWriter<Sink>& xml, domain::Revision const& revision) {
  xml.open("Properties");
  xml.attribute("UpdateType", to_string(revision.type));
  if (revision.explicitly_deployable) {
    xml.attribute("ExplicitlyDeployable", "true");
    xml.attribute("AutoSelectOnWebSites", "true");
  }
  if (revision.eula_id) xml.attribute("EulaID", to_string(*revision.eula_id));
  xml.close("Properties");
}

template <typename Sink>
void write_clause(FragmentWriter<Sink>& xml, domain::PrerequisiteClause const& clause) {
  if (clause.any_of.size() == 1 && !clause.is_category) {
    write_reference(xml, clause.any_of.front());
    return;
  }
  xml.open("AtLeastOne");
  if (clause.is_category) xml.attribute("IsCategory", "true");
  for (auto const& update : clause.any_of) write_reference(xml, update);
  xml.close("AtLeastOne");
}

template <typename Sink>
void write_bundled(FragmentWriter<Sink>& xml, std::span<std::vector<domain::UpdateIdentity> const> clauses) {
  xml.open("BundledUpdates");
  for (auto const& clause : clauses) {
    xml.open("AtLeastOne");
    for (auto const& identity : clause) write_identity(xml, identity);
    xml.close("AtLeastOne");
  }
  xml.close("BundledUpdates");
}

/// Without any relation software has `<Relationships />` and everything else nothing (forms of wusp-protocol 8.2).
template <typename Sink>
void write_relationships(FragmentWriter<Sink>& xml, domain::Revision const& revision) {
  bool const empty =
      revision.superseded_updates.empty() && revision.prerequisites.empty() && revision.bundled_updates.empty();
  if (empty && revision.type != domain::UpdateType::software) return;
  xml.open("Relationships");
  if (!revision.superseded_updates.empty()) {
    xml.open("SupersededUpdates");
    for (auto const& update : revision.superseded_updates) write_reference(xml, update);
    xml.close("SupersededUpdates");
  }
  if (!revision.prerequisites.empty()) {
    xml.open("Prerequisites");
    for (auto const& clause : revision.prerequisites) write_clause(xml, clause);
    xml.close("Prerequisites");
  }
  if (!revision.bundled_updates.empty()) write_bundled(xml, revision.bundled_updates);
  xml.close("Relationships");
}

template <typename Sink>
void write_rule(FragmentWriter<Sink>& xml, std::string_view name, std::string_view rule) {
  if (rule.empty()) return;
  xml.open(name);
  xml.fragment(rule);
  xml.close(name);
}

template <typename Sink>
void write_attribute(FragmentWriter<Sink>& xml, std::string_view name, std::string_view value) {
  if (!value.empty()) xml.attribute(name, value);
}

/// Attributes and children in the order of wusp-protocol 8.4.
template <typename Sink>
void write_driver(FragmentWriter<Sink>& xml, domain::DriverRow const& row) {
  xml.open("d.WindowsDriverMetaData");
  xml.attribute("HardwareID", row.hardware_id);
  xml.attribute("DriverVerDate", wusp::to_xsd_date(row.ver_date));
  xml.attribute("DriverVerVersion", driver_version_text(row.ver_version));
  xml.attribute("WhqlDriverID", row.whql_driver_id);
  write_attribute(xml, "Class", row.device_class);
  write_attribute(xml, "Company", row.company);
  write_attribute(xml, "Provider", row.provider);
  write_attribute(xml, "Manufacturer", row.manufacturer);
  write_attribute(xml, "Model", row.model);
  for (auto const& provider : row.compatible_providers) xml.element("d.CompatibleProvider", provider);
  for (auto const& score : row.feature_scores) {
    xml.open("d.FeatureScore");
    xml.attribute("OperatingSystem", score.operating_system);
    xml.attribute("FeatureScore", score.score);
    xml.close("d.FeatureScore");
  }
  for (auto const& id : row.distribution_computer_hardware_ids)
    xml.element("d.DistributionComputerHardwareId", to_string(id));
  for (auto const& id : row.target_computer_hardware_ids) xml.element("d.TargetComputerHardwareId", to_string(id));
  xml.close("d.WindowsDriverMetaData");
}

/// The rule that an agent answers from its installed drivers (wusp-protocol 8.4), unless the revision has its own.
std::string_view rule_or(std::string const& rule, domain::Revision const& revision, std::string_view of_drivers) {
  return rule.empty() && !revision.drivers.empty() ? of_drivers : std::string_view(rule);
}

template <typename Sink>
void write_rules(FragmentWriter<Sink>& xml, domain::Revision const& revision) {
  auto const installed = rule_or(revision.is_installed, revision, "<d.WindowsDriverInstalled />");
  auto const superseded = rule_or(revision.is_superseded, revision, "<d.WindowsDriverSuperseded />");
  auto const installable = rule_or(revision.is_installable, revision, "<d.WindowsDriverInstallable />");
  if (installed.empty() && superseded.empty() && installable.empty()) return;
  xml.open("ApplicabilityRules");
  if (!revision.drivers.empty()) {
    xml.open("Metadata");
    for (auto const& row : revision.drivers) write_driver(xml, row);
    xml.close("Metadata");
  }
  write_rule(xml, "IsInstalled", installed);
  write_rule(xml, "IsSuperseded", superseded);
  write_rule(xml, "IsInstallable", installable);
  xml.close("ApplicabilityRules");
}

template <typename Sink>
void write_core(FragmentWriter<Sink>& xml, domain::Revision const& revision) {
  if (revision.imported) {
    xml.fragment(revision.imported->core);
    return;
  }
  write_identity(xml, revision.identity);
  write_properties(xml, revision);
  write_relationships(xml, revision);
  write_rules(xml, revision);
}

}  // namespace

std::string driver_version_text(std::uint64_t version) {
  return fmt::format("{}.{}.{}.{}", version >> 48, (version >> 32) & 0xffff, (version >> 16) & 0xffff,
                     version & 0xffff);
}

std::string core_fragment(domain::Revision const& revision) {
  FragmentWriter<TextSink> xml;
  write_core(xml, revision);
  return std::move(xml).take().text;
}

std::size_t core_fragment_size(domain::Revision const& revision) {
  FragmentWriter<SizeSink> xml;
  write_core(xml, revision);
  return std::move(xml).take().size;
}

}  // namespace wsus::catalogue
