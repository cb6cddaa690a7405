// Which cached updates are superseded on this machine (wusp-protocol 7.2, 8.2). Pure functions of the datastore.
#pragma once

#include "client_sim/machine/data_store.hpp"

#include <unordered_map>

namespace wsus::agent {

/// Superseded update -> the applicable one that names it in SupersededUpdates. Applicable: installed, waiting for a
/// restart, or needed and deployed with Install or OptionalInstall; an applicable update that is superseded itself
/// supersedes all the same. One pass over the cache that reads no fragment: the names were kept by the evaluation.
[[nodiscard]] std::unordered_map<wusp::Guid, wusp::Guid> superseded_updates(machine::DataStore const& store);

/// Whether the update counts as installed: by its rules at the last evaluation, or by the simulated installer.
[[nodiscard]] bool is_installed(machine::DataStore const& store, machine::CachedUpdate const& update);

/// Install and OptionalInstall offer an update; Evaluate, Bundle, PreDeploymentCheck, Block do not.
[[nodiscard]] bool is_approved(machine::CachedUpdate const& update);

}  // namespace wsus::agent
