// One update document: checked as a whole, then turned into a revision with its fragments.
#include "server/catalogue/document_files.hpp"
#include "server/catalogue/document_fragments.hpp"
#include "server/catalogue/document_names.hpp"
#include "server/catalogue/document_place.hpp"
#include "server/catalogue/import.hpp"
#include "server/catalogue/language_tags.hpp"
#include "server/catalogue/utf8.hpp"
#include "server/catalogue/value_readers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace wsus::catalogue {
namespace {

constexpr std::string_view update_namespace = "http://schemas.microsoft.com/msus/2002/12/Update";
constexpr int max_levels = 64;
constexpr int max_int = std::numeric_limits<int>::max();

template <typename Value, std::size_t Size>
Value named(DocumentPlace const& place, std::string_view attribute, std::array<Value, Size> const& values) {
  auto const text = place.required_attribute(attribute);
  std::string allowed;
  for (auto const value : values) {
    if (to_string(value) == text) return value;
    allowed += fmt::format("{}{}", allowed.empty() ? "" : ", ", to_string(value));
  }
  place.fail(fmt::format("{} '{}'", attribute, text), allowed);
}

constexpr std::array types{domain::UpdateType::software, domain::UpdateType::driver, domain::UpdateType::category,
                           domain::UpdateType::detectoid};
constexpr std::array category_types{domain::CategoryType::company, domain::CategoryType::product_family,
                                    domain::CategoryType::product, domain::CategoryType::update_classification};

/// A name that is one without its prefix too; the parser takes "a:" and "a:1".
bool is_qualified_name(std::string_view name) {
  auto const local = name.substr(name.find(':') + 1);
  bool const is_prefixed = local.size() != name.size();
  if (local.empty() || local.find(':') != std::string_view::npos || name.starts_with(':')) return false;
  if (is_prefixed && std::string_view("0123456789.-").find(local.front()) != std::string_view::npos) return false;
  return name.find("\xEF\xBF\xBE") == std::string_view::npos && name.find("\xEF\xBF\xBF") == std::string_view::npos;
}

/// A fragment has no prefixes, so `type` beside `xsi:type` would be one name twice. The parser does not look at that.
void check_attributes(DocumentText const& text, pugi::xml_node element) {
  std::vector<std::string_view> names;
  for (auto const attribute : element.attributes()) {
    if (!is_qualified_name(attribute.name()))
      DocumentPlace(text, element).fail(fmt::format("the attribute {}", attribute.name()), "names of XML");
    if (auto const name = fragment_attribute(attribute)) names.push_back(*name);
  }
  std::ranges::sort(names);
  auto const twice = std::adjacent_find(names.begin(), names.end());
  if (twice == names.end()) return;
  DocumentPlace(text, element)
      .fail(fmt::format("the attribute {} a second time", *twice), "every attribute once, prefixes aside");
}

/// Levels, declarations of prefixes and names of attributes, for all elements; afterwards none needs a thought.
void check_elements(DocumentText const& text, pugi::xml_node root) {
  int level = 1;
  for (auto node = root; node;) {
    if (node.type() == pugi::node_element && !is_qualified_name(node.name())) {
      DocumentPlace(text, node).fail(fmt::format("the element {}", node.name()), "names of XML");
    }
    if (node.type() == pugi::node_element && !namespace_of(node)) {
      DocumentPlace(text, node).fail(fmt::format("the element {}", node.name()), "prefixes that are declared");
    }
    check_attributes(text, node);
    if (level > max_levels) {
      DocumentPlace(text, node.parent())
          .fail(fmt::format("more than {} levels", max_levels), fmt::format("at most {}", max_levels));
    }
    if (node.first_child()) {
      node = node.first_child();
      ++level;
      continue;
    }
    while (node && node != root && !node.next_sibling()) {
      node = node.parent();
      --level;
    }
    node = node == root ? pugi::xml_node() : node.next_sibling();
  }
}

domain::UpdateIdentity identity_of(DocumentPlace const& place) {
  return {.update_id = place.guid("UpdateID"), .revision_number = place.integer("RevisionNumber", 0, max_int)};
}

std::vector<wusp::Guid> updates_of(DocumentPlace const& list) {
  std::vector<wusp::Guid> updates;
  auto const places = list.children("UpdateIdentity");
  updates.reserve(places.size());
  for (auto const& place : places) updates.push_back(place.guid("UpdateID"));
  return updates;
}

void read_prerequisites(DocumentPlace const& list, domain::Revision& revision) {
  for (auto const& place : list.children()) {
    if (place.name() == "UpdateIdentity") {
      revision.prerequisites.push_back({.any_of = {place.guid("UpdateID")}});
    } else if (place.name() == "AtLeastOne") {
      revision.prerequisites.push_back({.any_of = updates_of(place), .is_category = place.boolean("IsCategory")});
    } else {
      place.fail(fmt::format("the element {}", place.name()), "UpdateIdentity, AtLeastOne");
    }
  }
}

void read_bundles(DocumentPlace const& list, domain::Revision& revision) {
  for (auto const& place : list.children()) {
    if (place.name() == "UpdateIdentity") {
      revision.bundled_updates.push_back({identity_of(place)});
    } else if (place.name() == "AtLeastOne") {
      auto& clause = revision.bundled_updates.emplace_back();
      for (auto const& member : place.children("UpdateIdentity")) clause.push_back(identity_of(member));
    } else {
      place.fail(fmt::format("the element {}", place.name()), "UpdateIdentity, AtLeastOne");
    }
  }
}

std::uint64_t driver_version_of(DocumentPlace const& place) {
  auto const text = place.required_attribute("DriverVerVersion");
  auto const version = parse_driver_version(text);
  if (!version) place.fail(fmt::format("DriverVerVersion '{}'", text), "four parts of 0 to 65535 such as 10.0.1.2");
  return *version;
}

wusp::UtcTime driver_date_of(DocumentPlace const& place) {
  constexpr std::size_t date_size = 10;
  auto const text = place.required_attribute("DriverVerDate");
  auto const date = wusp::parse_xsd_date_time(text.size() == date_size ? text + "T00:00:00Z" : text);
  if (!date) place.fail(fmt::format("DriverVerDate '{}'", text), "a date such as 2026-10-04");
  return *date;
}

std::vector<wusp::Guid> guids_of(DocumentPlace const& place, std::string_view child) {
  std::vector<wusp::Guid> guids;
  for (auto const& each : place.children(child)) {
    auto const guid = wusp::parse_guid(each.text());
    if (!guid) each.fail(fmt::format("'{}'", each.text()), "a GUID");
    guids.push_back(*guid);
  }
  return guids;
}

domain::DriverRow driver_row(DocumentPlace const& place) {
  domain::DriverRow row{.hardware_id = place.required_attribute("HardwareID"),
                        .ver_date = driver_date_of(place),
                        .ver_version = driver_version_of(place),
                        .device_class = place.attribute("Class"),
                        .company = place.attribute("Company"),
                        .provider = place.attribute("Provider"),
                        .manufacturer = place.attribute("Manufacturer"),
                        .model = place.attribute("Model")};
  if (!place.attribute("WhqlDriverID").empty()) row.whql_driver_id = place.integer("WhqlDriverID", 0, max_int);
  for (auto const& each : place.children("CompatibleProvider")) row.compatible_providers.push_back(each.text());
  for (auto const& each : place.children("FeatureScore")) {
    row.feature_scores.push_back({.operating_system = each.required_attribute("OperatingSystem"),
                                  .score = each.integer("FeatureScore", 0, 255)});
  }
  row.distribution_computer_hardware_ids = guids_of(place, "DistributionComputerHardwareId");
  row.target_computer_hardware_ids = guids_of(place, "TargetComputerHardwareId");
  return row;
}

void read_rules(DocumentPlace const& rules, domain::Revision& revision) {
  revision.is_installed = inner_fragment(rules.child("IsInstalled").element());
  revision.is_superseded = inner_fragment(rules.child("IsSuperseded").element());
  revision.is_installable = inner_fragment(rules.child("IsInstallable").element());
  for (auto const& place : rules.child("Metadata").children("WindowsDriverMetaData")) {
    revision.drivers.push_back(driver_row(place));
  }
}

void read_properties(DocumentPlace const& properties, domain::Revision& revision) {
  revision.type = named(properties, "UpdateType", types);
  revision.explicitly_deployable = properties.boolean("ExplicitlyDeployable");
  if (!properties.attribute("EulaID").empty()) revision.eula_id = properties.guid("EulaID");
  auto const handler = properties.attribute("Handler");
  revision.handler = handler.substr(handler.find_last_of('/') + 1);
  auto& extended = revision.extended;
  extended.msrc_severity = properties.attribute("MsrcSeverity");
  extended.is_beta = properties.boolean("IsBeta");
  extended.compatible_protocol_version = properties.attribute("CompatibleProtocolVersion");
  extended.kb_article_id = properties.child("KBArticleID").text();
  extended.security_bulletin_id = properties.child("SecurityBulletinID").text();
  extended.support_url = properties.child("SupportUrl").text();
  auto const behavior = properties.child("InstallationBehavior");
  extended.impact = behavior.attribute("Impact");
  if (auto reboot = behavior.attribute("RebootBehavior"); !reboot.empty()) extended.reboot_behavior = reboot;
  extended.can_uninstall = properties.child("UninstallationBehavior").is_there();
}

void read_handler_data(DocumentPlace const& data, domain::Revision& revision) {
  revision.cbs_package = data.child("CbsData").attribute("PackageIdentity");
  auto const information = data.child("CategoryInformation");
  if (revision.type != domain::UpdateType::category || !information.is_there()) return;
  revision.category_type = named(information, "CategoryType", category_types);
  revision.prohibits_subcategories = information.boolean("ProhibitsSubcategories");
  revision.excluded_by_default = information.boolean("ExcludedByDefault");
}

/// The best English text is also the title of the revision; without one, the first.
void read_texts(DocumentPlace const& collection, domain::Revision& revision, domain::ImportedFragments& fragments) {
  std::vector<std::string> const english{"en"};
  std::vector<std::string_view> languages;
  for (auto const& place : collection.children("LocalizedProperties")) {
    auto const text = [&](std::string_view name) { return place.child(name).text(); };
    auto const language = place.required("Language");
    if (!is_language_tag(language.text())) {
      language.fail(fmt::format("'{}'", language.text()), "a language tag such as de or pt-BR");
    }
    fragments.localized.emplace_back(language.text(), element_fragment(place.element()));
    fragments.titles.push_back({.language = language.text(),
                                .title = place.required("Title").text(),
                                .description = text("Description"),
                                .uninstall_notes = text("UninstallNotes"),
                                .more_info_url = text("MoreInfoUrl"),
                                .support_url = text("SupportUrl")});
  }
  languages.reserve(fragments.titles.size());
  for (auto const& each : fragments.titles) languages.emplace_back(each.language);
  auto const best = best_position(languages, english);
  revision.title = best ? fragments.titles[*best].title : to_string(revision.identity.update_id);
  if (best) revision.description = fragments.titles[*best].description;
}

void check_root(DocumentText const& text, pugi::xml_node root) {
  if (local_name(root.name()) == "Update" && namespace_of(root) == update_namespace) return;
  DocumentPlace(text, root)
      .fail(fmt::format("the root {} in the namespace '{}'", root.name(), namespace_of(root).value_or("")),
            fmt::format("Update in the namespace '{}'", update_namespace));
}

/// pugixml takes bytes as they are, and they would go on the wire.
void check_utf8(DocumentText const& text) {
  std::string_view const all = text.text;
  for (std::size_t at = 0; at < all.size();) {
    auto const length = utf8_length(all.substr(at));
    auto const place = static_cast<std::ptrdiff_t>(at);
    if (length == 0) text.fail(place, "/", "a byte that is not UTF-8", "UTF-8");
    if (is_no_character(all.substr(at))) text.fail(place, "/", "U+FFFE or U+FFFF", "characters of XML");
    at += length;
  }
}

void load(DocumentText const& text, pugi::xml_document& document) {
  if (text.text.size() > max_document_size) {
    text.fail(0, "/", fmt::format("more than {} bytes", max_document_size),
              fmt::format("at most {}", max_document_size));
  }
  auto const result = document.load_buffer(text.text.data(), text.text.size(), pugi::parse_default);
  if (!result) {
    text.fail(result.offset, "/", fmt::format("ill-formed XML ({})", result.description()), "an update document");
  }
  if (result.encoding == pugi::encoding_utf8) check_utf8(text);
}

}  // namespace

ImportedUpdates import_document(std::string_view text, std::string const& file, ImportOptions const& options) {
  DocumentText const source{.file = file, .text = std::string(text)};
  pugi::xml_document document;
  load(source, document);
  auto const root = document.document_element();
  check_root(source, root);
  check_elements(source, root);
  DocumentPlace const update(source, root);

  domain::Revision revision{.id = options.first_id, .identity = identity_of(update.required("UpdateIdentity"))};
  domain::ImportedFragments fragments;
  read_properties(update.required("Properties"), revision);
  read_handler_data(update.child("HandlerSpecificData"), revision);
  read_texts(update.child("LocalizedPropertiesCollection"), revision, fragments);
  auto const relations = update.child("Relationships");
  read_prerequisites(relations.child("Prerequisites"), revision);
  revision.superseded_updates = updates_of(relations.child("SupersededUpdates"));
  read_bundles(relations.child("BundledUpdates"), revision);
  read_rules(update.child("ApplicabilityRules"), revision);

  ImportedUpdates imported;
  replace_files(update, file, options, revision, imported.notes);
  fragments.core = document_core(root);
  fragments.extended = document_extended(root);
  revision.imported = std::make_shared<domain::ImportedFragments const>(std::move(fragments));
  bool const is_offered = revision.type == domain::UpdateType::software || revision.type == domain::UpdateType::driver;
  revision.deployment = {.id = options.first_id,
                         .action = is_offered ? domain::DeploymentAction::install : domain::DeploymentAction::evaluate,
                         .last_change = options.date};
  imported.revisions.push_back(std::move(revision));
  return imported;
}

}  // namespace wsus::catalogue
