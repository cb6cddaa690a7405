// Reads one entry of `revisions:`. The keys are described in docs/CATALOGUE.md.
#include "server/catalogue/revision_reader.hpp"

#include "server/catalogue/entry_parts.hpp"
#include "server/catalogue/value_readers.hpp"

#include <fmt/format.h>

#include <array>
#include <set>
#include <utility>

namespace wsus::catalogue {
namespace {

using config::Node;

constexpr std::array<Word<domain::UpdateType>, 4> update_types{{{"software", domain::UpdateType::software},
                                                                {"driver", domain::UpdateType::driver},
                                                                {"category", domain::UpdateType::category},
                                                                {"detectoid", domain::UpdateType::detectoid}}};

constexpr std::array<Word<domain::CategoryType>, 4> category_types{
    {{"company", domain::CategoryType::company},
     {"product_family", domain::CategoryType::product_family},
     {"product", domain::CategoryType::product},
     {"update_classification", domain::CategoryType::update_classification}}};

/// An item of `bundles` may be a map with the exact revision; everywhere else an item is a GUID.
WrittenReference read_reference(Node const& node) {
  if (!node.is_map()) return {.update = read_guid(node), .place = node};
  WrittenReference reference{.update = read_guid(node.required("update")), .place = node};
  reference.revision = read_int(node.required("revision"), 0);
  node.done();
  return reference;
}

std::vector<WrittenReference> read_references(Node const& node) {
  std::vector<WrittenReference> references;
  for (auto const& item : one_or_more(node)) references.push_back(read_reference(item));
  return references;
}

std::vector<WrittenReference> read_updates(Node const& node) {
  std::vector<WrittenReference> references;
  for (auto const& item : one_or_more(node)) references.push_back({.update = read_guid(item), .place = item});
  return references;
}

struct WrittenClause {
  std::vector<WrittenReference> any_of{};
  bool is_category = false;
};

/// GUID, {any_of: [...]} or {category: [...]}.
WrittenClause read_prerequisite(Node const& node) {
  if (!node.is_map()) return {.any_of = {{.update = read_guid(node), .place = node}}};
  auto const any_of = node.child("any_of");
  auto const category = node.child("category");
  node.done();
  if (any_of.has_value() == category.has_value()) {
    node.fail(any_of ? "both any_of and category" : "an empty map", "a GUID, {any_of: [...]} or {category: [...]}");
  }
  return {.any_of = read_updates(any_of ? *any_of : *category), .is_category = category.has_value()};
}

std::vector<WrittenReference> read_bundle(Node const& node) {
  auto const any_of = node.is_map() ? node.child("any_of") : std::nullopt;
  if (!any_of) return {read_reference(node)};
  node.done();
  return read_references(*any_of);
}

void read_deployment(Node const& node, WrittenRevision& entry) {
  auto& deployment = entry.revision.deployment;
  if (auto const id = node.child("id")) deployment.id = read_int(*id, 1);
  if (auto const action = node.child("action")) entry.action = read_action(*action);
  if (auto const date = node.child("date")) deployment.last_change = read_time(*date);
  if (auto const deadline = node.child("deadline")) deployment.deadline = read_time(*deadline);
  if (auto const assigned = node.child("assigned")) deployment.is_assigned = assigned->boolean();
  node.done();
}

bool read_category_flag(Node const& node, std::string_view key, bool is_category) {
  auto const flag = node.child(key);
  if (flag && !is_category) flag->fail(fmt::format("the key {}", key), fmt::format("{} only with type: category", key));
  return flag && flag->boolean();
}

void read_type(Node const& node, domain::Revision& revision) {
  revision.type = read_word(node.required("type"), update_types);
  auto const category_type = node.child("category_type");
  bool const is_category = revision.type == domain::UpdateType::category;
  if (category_type && !is_category) category_type->fail("a category_type", "category_type only with type: category");
  if (category_type) revision.category_type = read_word(*category_type, category_types);
  if (is_category && !category_type) revision.category_type = domain::CategoryType::product;
  revision.prohibits_subcategories = read_category_flag(node, "prohibits_subcategories", is_category);
  revision.excluded_by_default = read_category_flag(node, "excluded_by_default", is_category);
}

void read_texts(Node const& node, domain::Revision& revision) {
  revision.title = optional_text(node, "title");
  revision.description = optional_text(node, "description");
  if (auto const texts = node.child("texts")) read_translations(*texts, revision);
  if (revision.title.empty() && !node.child("title")) {
    revision.title = fmt::format("{} {}", to_string(revision.type), revision.id);
  }
}

void read_rules(Node const& node, domain::Revision& revision) {
  if (auto const installed = node.child("installed")) revision.is_installed = read_rule(*installed);
  if (auto const superseded = node.child("superseded")) revision.is_superseded = read_rule(*superseded);
  if (auto const installable = node.child("installable")) revision.is_installable = read_rule(*installable);
}

void read_relations(Node const& node, WrittenRevision& entry) {
  if (auto const prerequisites = node.child("prerequisites")) {
    for (auto const& item : prerequisites->items()) {
      auto clause = read_prerequisite(item);
      domain::PrerequisiteClause written{.is_category = clause.is_category};
      for (auto const& reference : clause.any_of) written.any_of.push_back(reference.update);
      entry.revision.prerequisites.push_back(std::move(written));
      entry.prerequisites.push_back(std::move(clause.any_of));
    }
  }
  if (auto const bundles = node.child("bundles")) {
    for (auto const& item : bundles->items()) entry.bundles.push_back(read_bundle(item));
  }
  if (auto const supersedes = node.child("supersedes")) {
    entry.supersedes = read_updates(*supersedes);
    for (auto const& reference : entry.supersedes) entry.revision.superseded_updates.push_back(reference.update);
  }
}

void read_files(Node const& node, EntryDefaults const& defaults, domain::Revision& revision) {
  auto const files = node.child("files");
  if (!files) return;
  std::set<std::string> names;
  for (auto const& item : files->items()) {
    auto file = read_file(item, defaults, revision.deployment.last_change);
    item.done();
    if (!names.insert(file.name).second) {
      item.fail(fmt::format("the file '{}' a second time", file.name), "every file once");
    }
    revision.files.push_back(std::move(file));
  }
}

/// "CommandLineInstallation" for what has files, "Category" for categories, "WindowsDriver" for drivers with rows,
/// "Cbs" for a package, unless the file says otherwise.
std::string read_handler(Node const& node, domain::Revision const& revision) {
  if (auto const handler = node.child("handler")) return handler->text();
  if (revision.type == domain::UpdateType::category) return "Category";
  if (!revision.drivers.empty()) return "WindowsDriver";
  if (!revision.cbs_package.empty()) return "Cbs";
  return revision.files.empty() ? "" : "CommandLineInstallation";
}

}  // namespace

WrittenRevision read_revision(Node const& node, EntryDefaults const& defaults) {
  WrittenRevision entry{.place = node};
  auto& revision = entry.revision;
  revision.id = read_int(node.required("id"), 1);
  revision.identity.update_id = read_guid(node.required("update"));
  auto const number = node.child("revision");
  revision.identity.revision_number = number ? read_int(*number, 0) : 1;
  revision.deployment.last_change = defaults.date;
  revision.deployment.id = revision.id;
  read_type(node, revision);
  read_texts(node, revision);
  read_rules(node, revision);
  read_relations(node, entry);
  if (auto const deployment = node.child("deployment")) read_deployment(*deployment, entry);
  read_files(node, defaults, revision);
  if (auto const drivers = node.child("drivers")) read_drivers(*drivers, revision);
  revision.cbs_package = optional_text(node, "cbs_package");
  revision.handler = read_handler(node, revision);
  if (!revision.cbs_package.empty() && revision.handler != "Cbs")
    node.required("cbs_package").fail("a cbs_package", "cbs_package only with the handler Cbs");
  if (auto const command = node.child("install_command")) read_install_command(*command, revision);
  if (auto const extended = node.child("extended")) read_extended(*extended, revision);
  if (auto const eula = node.child("eula")) read_eula(*eula, defaults, revision);
  if (auto const approvals = node.child("approvals")) read_approvals(*approvals, defaults, revision);
  if (auto const deployable = node.child("explicitly_deployable")) entry.explicitly_deployable = deployable->boolean();
  if (auto const declined = node.child("declined")) revision.declined = declined->boolean();
  node.done();
  return entry;
}

}  // namespace wsus::catalogue
