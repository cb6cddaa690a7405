// Finds superseded updates among the cached ones.
#include "client_sim/agent/supersedence.hpp"

namespace wsus::agent {
namespace {

/// An update that waits for a restart is as good as installed: what it replaces is not offered meanwhile (assumption).
bool is_applicable(machine::DataStore const& store, machine::CachedUpdate const& update) {
  bool const waits = update.progress == machine::UpdateProgress::pending_reboot;
  return waits || is_installed(store, update) || (update.needed && is_approved(update));
}

}  // namespace

std::unordered_map<wusp::Guid, wusp::Guid> superseded_updates(machine::DataStore const& store) {
  std::unordered_map<wusp::Guid, wusp::Guid> result;
  for (auto const& [id, update] : store.updates) {
    if (update.superseded_updates.empty() || !is_applicable(store, update)) continue;
    for (auto const& superseded : update.superseded_updates) {
      if (superseded != update.update_id) result.emplace(superseded, update.update_id);
    }
  }
  return result;
}

bool is_installed(machine::DataStore const& store, machine::CachedUpdate const& update) {
  return update.installed || store.installed_updates.contains(update.update_id);
}

bool is_approved(machine::CachedUpdate const& update) {
  return update.action == "Install" || update.action == "OptionalInstall";
}

}  // namespace wsus::agent
