// Finding cached updates by what a person calls them, and naming them to a person. Internal to the room.
#pragma once

#include "client_sim/metadata/why.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace wsus::metadata {

/// The newest cached revision of the update; null when there is none.
[[nodiscard]] machine::CachedUpdate const* find_cached(machine::DataStore const& store, wusp::Guid const& id);

/// By GUID, revision id, or words that the title has, without regard to case; at most one revision an update. By title,
/// children of bundles are found only when nothing else has the words.
[[nodiscard]] std::vector<machine::CachedUpdate const*> find_updates(machine::DataStore const& store,
                                                                     std::string_view words);

/// "Title (guid)", or the GUID alone.
[[nodiscard]] std::string subject_of(machine::DataStore const& store, wusp::Guid const& id);

[[nodiscard]] bool is_installed_here(machine::DataStore const& store, wusp::Guid const& id);

/// "Title (guid), not in the cache"
[[nodiscard]] std::string state_of(machine::DataStore const& store, wusp::Guid const& id);

/// What can be said of an update that the server has not delivered. `id` may be nil.
[[nodiscard]] Verdict not_cached(machine::DataStore const& store, std::string const& subject, wusp::Guid const& id);

/// Adds which cached updates name it. Reads the whole cache: once a verdict, not for every child.
void add_references(machine::DataStore const& store, Verdict& verdict);

}  // namespace wsus::metadata
