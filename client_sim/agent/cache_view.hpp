// What cached updates come to: lists of ids, what is needed, installed, superseded. Internal to the room.
#pragma once

#include "client_sim/agent/update_cache.hpp"
#include "client_sim/machine/data_store.hpp"

#include <cstddef>
#include <memory>
#include <set>
#include <unordered_map>
#include <vector>

namespace wsus::agent {

/// A value of the updates and of the set of installed ones. Pointers are into the updates that it is kept with.
struct CacheView final : machine::WorkedOut {
  explicit CacheView(machine::DataStore const& store);

  std::set<wusp::Guid> installed_updates;  ///< of the datastore
  CachedIds ids{};
  std::unordered_map<wusp::Guid, wusp::Guid> superseded{};  ///< see supersedence.hpp
  /// Needed, and offered or a bundle's child; whether they count is the scan's business (UpdateCache::counts).
  std::vector<machine::CachedUpdate const*> wanted{};
  std::vector<machine::CachedUpdate const*> installed{};    ///< and deployed
  std::vector<machine::CachedUpdate const*> in_progress{};  ///< and offered
  std::size_t installed_categories = 0;
};

/// What was kept with the store's updates; null: nothing, or of another set of installed ones.
[[nodiscard]] std::shared_ptr<CacheView const> kept_view(machine::DataStore const& store);

}  // namespace wsus::agent
