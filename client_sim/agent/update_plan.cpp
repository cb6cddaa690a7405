// Parts of updates in the datastore, their files on the drive.
#include "client_sim/agent/update_plan.hpp"

#include "client_sim/machine/paths.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

namespace wsus::agent {
namespace {

using machine::CachedUpdate;
using machine::UpdateProgress;

std::string hex(std::string_view bytes) {
  std::string text;
  for (char const c : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return text;
}

void add_needed_children(machine::DataStore const& store, CachedUpdate const& bundle, std::vector<int>& parts) {
  for (auto const& [id, update] : store.updates) {
    bool const is_child = std::ranges::find(bundle.bundled_updates, update.update_id) != bundle.bundled_updates.end();
    if (is_child && update.needed && std::ranges::find(parts, id) == parts.end()) parts.push_back(id);
  }
}

void change(machine::DataStore& store, std::vector<int> const& parts, auto const& what) {
  auto& updates = store.updates.edit();
  for (int const id : parts) {
    auto const found = updates.find(id);
    if (found != updates.end()) what(found->second);
  }
}

}  // namespace

std::vector<int> parts_of(machine::DataStore const& store, int revision_id) {
  std::vector<int> parts{revision_id};
  for (std::size_t i = 0; i < parts.size(); ++i) {  // grows while bundles hold bundles
    auto const found = store.updates.find(parts[i]);
    if (found != store.updates.end() && !found->second.bundled_updates.empty()) {
      add_needed_children(store, found->second, parts);
    }
  }
  return parts;
}

std::vector<machine::UpdateFile> files_of(machine::DataStore const& store, std::vector<int> const& parts) {
  std::vector<machine::UpdateFile> files;
  for (int const id : parts) {
    auto const found = store.updates.find(id);
    if (found == store.updates.end() || !found->second.details) continue;
    auto const& own = found->second.details->files;
    files.insert(files.end(), own.begin(), own.end());
  }
  return files;
}

UpdateSubject subject_of(CachedUpdate const& update) {
  bool const has_title = update.details && !update.details->title.empty();
  return {.update_id = update.update_id,
          .revision_number = update.revision_number,
          .title = has_title ? update.details->title : wusp::to_string(update.update_id),
          .is_bundle = !update.bundled_updates.empty(),
          .is_driver = update.list == machine::CacheList::driver,
          .device_id = update.device_id,
          .earlier_failures = update.install_failures};
}

/// One flat folder; the real one has a subfolder an update (assumption, M).
std::string download_path(machine::UpdateFile const& file) {
  return fmt::format(R"({}\{})", machine::paths::download, hex(file.sha1));
}

bool is_downloaded(machine::Machine const& machine, machine::UpdateFile const& file, Digests const& digests) {
  if (file.sha1.empty()) return false;
  auto const content = machine.files().read_as_system(download_path(file));
  return content && content->size() == file.size && digests.sha1(*content) == file.sha1;
}

void set_progress(machine::DataStore& store, std::vector<int> const& parts, UpdateProgress progress) {
  change(store, parts, [progress](CachedUpdate& update) {
    update.progress = progress;
    if (progress == UpdateProgress::pending_reboot) update.needed = false;
  });
}

void mark_installed(machine::DataStore& store, std::vector<int> const& parts) {
  change(store, parts, [&store](CachedUpdate& update) {
    update.progress = UpdateProgress::installed;
    update.needed = false;
    update.installed = true;
    store.installed_updates.insert(update.update_id);
  });
  store.evaluation_due = true;
}

void mark_removed(machine::DataStore& store, CachedUpdate const& update) {
  auto gone = update.bundled_updates;  // before the edit: `update` may be of what is shared
  gone.push_back(update.update_id);
  for (auto const& id : gone) store.installed_updates.erase(id);
  for (auto& [revision_id, cached] : store.updates.edit()) {
    if (std::ranges::find(gone, cached.update_id) == gone.end()) continue;
    cached.installed = false;
    cached.progress = UpdateProgress::none;
  }
  store.evaluation_due = true;
}

}  // namespace wsus::agent
