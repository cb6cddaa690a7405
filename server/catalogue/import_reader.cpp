// The keys of `import:`.
#include "server/catalogue/import_reader.hpp"

#include "server/catalogue/content.hpp"
#include "server/catalogue/entry_parts.hpp"
#include "server/catalogue/import.hpp"
#include "server/catalogue/value_readers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace wsus::catalogue {
namespace {

using config::Node;

/// The highest revision of an update among the imported ones.
WrittenRevision& approved(std::vector<WrittenRevision>& entries, Node const& place) {
  auto const update = read_guid(place);
  WrittenRevision* found = nullptr;
  for (auto& entry : entries) {
    auto const& identity = entry.revision.identity;
    if (identity.update_id != update) continue;
    if (found == nullptr || found->revision.identity.revision_number < identity.revision_number) found = &entry;
  }
  if (found == nullptr) place.fail(fmt::format("update {}", to_string(update)), "an update of the folder");
  return *found;
}

/// {update, group?, action?, id?, date?, deadline?, assigned?}: for one group, or without it for all computers.
void read_decision(Node const& item, EntryDefaults const& defaults, std::vector<WrittenRevision>& entries) {
  auto& entry = approved(entries, item.required("update"));
  if (item.child("group")) {
    read_approvals(item, defaults, entry.revision);
    return;
  }
  if (entry.action) {
    item.required("update").fail(
        fmt::format("a second decision about update {}", to_string(entry.revision.identity.update_id)),
        "one for all computers, further ones with a group");
  }
  auto& deployment = entry.revision.deployment;
  auto const action = item.child("action");
  entry.action = action ? read_action(*action) : domain::DeploymentAction::install;
  if (auto const id = item.child("id")) deployment.id = read_int(*id, 1);
  if (auto const date = item.child("date")) deployment.last_change = read_time(*date);
  if (auto const deadline = item.child("deadline")) deployment.deadline = read_time(*deadline);
  if (auto const assigned = item.child("assigned")) deployment.is_assigned = assigned->boolean();
  item.done();
}

std::vector<WrittenRevision> entries_of(ImportedUpdates imported, Node const& place) {
  std::vector<WrittenRevision> entries;
  entries.reserve(imported.revisions.size());
  for (auto& revision : imported.revisions) {
    WrittenRevision entry{.place = place};
    entry.explicitly_deployable = revision.explicitly_deployable;
    entry.revision = std::move(revision);
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace

std::vector<WrittenRevision> read_import(Node const& node, EntryDefaults const& defaults,
                                         std::vector<std::string>& notes) {
  ImportOptions options{.date = defaults.date, .content_seed = defaults.content_seed, .digests = defaults.digests};
  auto const folder = node.is_map() ? node.required("folder") : node;
  auto const first_id = node.is_map() ? node.child("first_id") : std::nullopt;
  auto const max_file_size = node.is_map() ? node.child("max_file_size") : std::nullopt;
  auto const approve = node.is_map() ? node.child("approve") : std::nullopt;
  if (first_id) options.first_id = read_int(*first_id, 1);
  if (max_file_size) {
    options.max_file_size = static_cast<std::uint64_t>(max_file_size->integer(1, max_content_size));
  }
  node.done();
  auto const path = std::filesystem::path(node.file()).parent_path() / folder.text();
  ImportedUpdates imported;
  try {
    imported = import_folder(path, options);
  } catch (config::ConfigError const& error) {
    folder.fail(error.what());
  }
  std::ranges::move(imported.notes, std::back_inserter(notes));
  auto entries = entries_of(std::move(imported), node);
  if (!approve) return entries;
  for (auto const& item : one_or_more(*approve)) read_decision(item, defaults, entries);
  return entries;
}

}  // namespace wsus::catalogue
