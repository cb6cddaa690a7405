// Finds superseded updates among the cached ones.
#include "client_sim/metadata/supersedence.hpp"

#include "client_sim/metadata/core.hpp"
#include "client_sim/metadata/fragment.hpp"

namespace wsus::metadata {
namespace {

bool is_applicable(machine::DataStore const& store, machine::CachedUpdate const& update) {
  return is_installed(store, update) || (update.needed && is_approved(update));
}

}  // namespace

std::unordered_map<wusp::Guid, wusp::Guid> superseded_updates(machine::DataStore const& store) {
  std::unordered_map<wusp::Guid, wusp::Guid> result;
  for (auto const& [id, update] : store.updates) {
    if (!update.core_xml || update.core_xml->find("<SupersededUpdates") == std::string::npos) continue;
    if (!is_applicable(store, update)) continue;
    Fragment const fragment(*update.core_xml);
    for (auto const& superseded : superseded_updates_of(fragment.root())) {
      if (superseded != update.update_id) result.emplace(superseded, update.update_id);
    }
  }
  return result;
}

std::optional<wusp::Guid> superseded_by(machine::DataStore const& store, wusp::Guid const& update) {
  auto const all = superseded_updates(store);
  auto const found = all.find(update);
  if (found == all.end()) return std::nullopt;
  return found->second;
}

bool is_installed(machine::DataStore const& store, machine::CachedUpdate const& update) {
  return update.installed || store.installed_updates.contains(update.update_id);
}

bool is_approved(machine::CachedUpdate const& update) {
  return update.action == "Install" || update.action == "OptionalInstall";
}

}  // namespace wsus::metadata
