// Which revisions and files a deployed update consists of, and what becomes of them. Internal to the room.
#pragma once

#include "client_sim/agent/download.hpp"
#include "client_sim/agent/update_events.hpp"
#include "client_sim/machine/data_store.hpp"
#include "client_sim/machine/machine.hpp"

#include <string>
#include <vector>

namespace wsus::agent {

/// The update itself first, then the needed children of bundles, each once.
[[nodiscard]] std::vector<int> parts_of(machine::DataStore const& store, int revision_id);
/// Files of the parts, in their order.
[[nodiscard]] std::vector<machine::UpdateFile> files_of(machine::DataStore const& store, std::vector<int> const& parts);
[[nodiscard]] UpdateSubject subject_of(machine::CachedUpdate const& update);

/// Where a file lies after its download.
[[nodiscard]] std::string download_path(machine::UpdateFile const& file);
/// Whether it lies there, whole.
[[nodiscard]] bool is_downloaded(machine::Machine const& machine, machine::UpdateFile const& file,
                                 Digests const& digests);

void set_progress(machine::DataStore& store, std::vector<int> const& parts, machine::UpdateProgress progress);
void mark_installed(machine::DataStore& store, std::vector<int> const& parts);
/// A bundle's children go with it.
void mark_removed(machine::DataStore& store, machine::CachedUpdate const& update);

}  // namespace wsus::agent
