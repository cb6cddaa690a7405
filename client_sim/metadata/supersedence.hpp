// Which cached updates are superseded on this machine (wusp-protocol 7.2, 8.2).
#pragma once

#include "client_sim/machine/data_store.hpp"

#include <optional>
#include <unordered_map>

namespace wsus::metadata {

/// Superseded update -> the applicable one that names it in SupersededUpdates. Applicable: installed, or needed and
/// deployed with Install or OptionalInstall. An update without a kept Core fragment supersedes nothing.
/// Reads every fragment that has a SupersededUpdates element: a pass over the cache, for the end of a scan.
[[nodiscard]] std::unordered_map<wusp::Guid, wusp::Guid> superseded_updates(machine::DataStore const& store);

/// The applicable update that supersedes `update`, when there is one.
[[nodiscard]] std::optional<wusp::Guid> superseded_by(machine::DataStore const& store, wusp::Guid const& update);

/// Whether the update counts as installed: by its rules at the last evaluation, or by the simulated installer.
[[nodiscard]] bool is_installed(machine::DataStore const& store, machine::CachedUpdate const& update);

/// Install and OptionalInstall offer an update; Evaluate, Bundle, PreDeploymentCheck, Block do not.
[[nodiscard]] bool is_approved(machine::CachedUpdate const& update);

}  // namespace wsus::metadata
