// Reads one entry of `revisions:`. The keys are described in docs/CATALOGUE.md.
#include "server/catalogue/revision_reader.hpp"

#include "server/catalogue/content.hpp"

#include <fmt/format.h>
#include <pugixml.hpp>

#include <array>
#include <limits>
#include <set>
#include <span>
#include <utility>

namespace wsus::catalogue {
namespace {

using config::Node;

constexpr std::int64_t max_int = std::numeric_limits<int>::max();
constexpr std::int64_t max_file_size = 64 << 20;

template <typename Value>
struct Word {
  std::string_view text{};
  Value value{};
};

constexpr std::array<Word<domain::UpdateType>, 4> update_types{{{"software", domain::UpdateType::software},
                                                                {"driver", domain::UpdateType::driver},
                                                                {"category", domain::UpdateType::category},
                                                                {"detectoid", domain::UpdateType::detectoid}}};

constexpr std::array<Word<domain::CategoryType>, 4> category_types{
    {{"company", domain::CategoryType::company},
     {"product_family", domain::CategoryType::product_family},
     {"product", domain::CategoryType::product},
     {"update_classification", domain::CategoryType::update_classification}}};

constexpr std::array<Word<domain::DeploymentAction>, 7> actions{
    {{"Install", domain::DeploymentAction::install},
     {"OptionalInstall", domain::DeploymentAction::optional_install},
     {"Uninstall", domain::DeploymentAction::uninstall},
     {"PreDeploymentCheck", domain::DeploymentAction::pre_deployment_check},
     {"Block", domain::DeploymentAction::block},
     {"Evaluate", domain::DeploymentAction::evaluate},
     {"Bundle", domain::DeploymentAction::bundle}}};

template <typename Value, std::size_t Size>
Value read_word(Node const& node, std::array<Word<Value>, Size> const& words) {
  std::vector<std::string> allowed;
  allowed.reserve(Size);
  for (auto const& word : words) allowed.emplace_back(word.text);
  auto const text = node.word(allowed);
  for (auto const& word : words) {
    if (word.text == text) return word.value;
  }
  return {};  // not reached: word() accepts nothing else
}

int read_int(Node const& node, std::int64_t low) { return static_cast<int>(node.integer(low, max_int)); }

wusp::Guid read_guid(Node const& node) {
  auto const guid = wusp::parse_guid(node.text());
  if (!guid) node.fail(fmt::format("'{}'", node.text()), "a GUID such as 6964aab4-c5b5-43bd-a17d-ffb4346a8e1d");
  return *guid;
}

/// An item of `bundles` may be a map with the exact revision; everywhere else an item is a GUID.
WrittenReference read_reference(Node const& node) {
  if (!node.is_map()) return {.update = read_guid(node), .place = node};
  WrittenReference reference{.update = read_guid(node.required("update")), .place = node};
  reference.revision = read_int(node.required("revision"), 0);
  node.done();
  return reference;
}

/// A list, or one item without brackets.
std::vector<Node> one_or_more(Node const& node) {
  if (!node.is_sequence()) return {node};
  auto items = node.items();
  if (items.empty()) node.fail("an empty list", "at least one item");
  return items;
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

std::string trimmed(std::string const& text) {
  auto const first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// A rule is exactly one element of applicability vocabulary, written as it goes into the fragment.
bool is_one_element(std::string const& rule) {
  pugi::xml_document document;
  auto const wrapped = fmt::format("<rule>{}</rule>", rule);
  if (!document.load_buffer(wrapped.data(), wrapped.size(), pugi::parse_full)) return false;
  auto const root = document.first_child();
  auto const child = root.first_child();
  return !root.next_sibling() && child.type() == pugi::node_element && !child.next_sibling();
}

std::string read_rule(Node const& node) {
  auto rule = trimmed(node.text());
  if (rule == "true") return "<True />";
  if (rule == "false") return "<False />";
  if (!is_one_element(rule)) {
    node.fail(fmt::format("'{}'", rule), "true, false, or one rule element such as <b.Processor Architecture=\"9\" />");
  }
  return rule;
}

domain::File read_file(Node const& node, EntryDefaults const& defaults, wusp::UtcTime modified) {
  auto const name = node.required("name");
  auto const text = name.text();
  if (text.empty() || text.find_first_of("/\\:") != std::string::npos) {
    name.fail(fmt::format("'{}'", text), "a file name without folders");
  }
  auto const size = static_cast<std::uint64_t>(node.required("size").integer(1, max_file_size));
  node.done();
  return make_file(defaults.content_seed, text, size, modified);
}

void read_deployment(Node const& node, WrittenRevision& entry) {
  auto& deployment = entry.revision.deployment;
  if (auto const id = node.child("id")) deployment.id = read_int(*id, 1);
  if (auto const action = node.child("action")) entry.action = read_word(*action, actions);
  if (auto const date = node.child("date")) deployment.last_change = read_time(*date);
  if (auto const deadline = node.child("deadline")) deployment.deadline = read_time(*deadline);
  if (auto const assigned = node.child("assigned")) deployment.is_assigned = assigned->boolean();
  node.done();
}

void read_type(Node const& node, domain::Revision& revision) {
  revision.type = read_word(node.required("type"), update_types);
  auto const category_type = node.child("category_type");
  bool const is_category = revision.type == domain::UpdateType::category;
  if (category_type && !is_category) category_type->fail("a category_type", "category_type only with type: category");
  if (category_type) revision.category_type = read_word(*category_type, category_types);
  if (is_category && !category_type) revision.category_type = domain::CategoryType::product;
}

void read_texts(Node const& node, domain::Revision& revision) {
  auto const title = node.child("title");
  revision.title = title ? title->text() : fmt::format("{} {}", to_string(revision.type), revision.id);
  if (auto const description = node.child("description")) revision.description = description->text();
  if (auto const installed = node.child("installed")) revision.is_installed = read_rule(*installed);
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
    if (!names.insert(file.name).second) {
      item.fail(fmt::format("the file '{}' a second time", file.name), "every file once");
    }
    revision.files.push_back(std::move(file));
  }
}

/// "CommandLineInstallation" for what has files, "Category" for categories, unless the file says otherwise.
std::string read_handler(Node const& node, domain::Revision const& revision) {
  if (auto const handler = node.child("handler")) return handler->text();
  if (revision.type == domain::UpdateType::category) return "Category";
  return revision.files.empty() ? "" : "CommandLineInstallation";
}

}  // namespace

wusp::UtcTime read_time(Node const& node) {
  constexpr std::size_t date_size = 10;
  auto const text = node.text();
  auto const time = wusp::parse_xsd_date_time(text.size() == date_size ? text + "T00:00:00Z" : text);
  if (!time) node.fail(fmt::format("'{}'", text), "a date such as 2026-10-04 or 2026-10-04T16:03:35Z");
  return *time;
}

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
  read_relations(node, entry);
  if (auto const deployment = node.child("deployment")) read_deployment(*deployment, entry);
  read_files(node, defaults, revision);
  revision.handler = read_handler(node, revision);
  if (auto const deployable = node.child("explicitly_deployable")) entry.explicitly_deployable = deployable->boolean();
  if (auto const declined = node.child("declined")) revision.declined = declined->boolean();
  node.done();
  return entry;
}

}  // namespace wsus::catalogue
