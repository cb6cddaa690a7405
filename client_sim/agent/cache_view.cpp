// One walk over the cached updates, and what is asked of it.
#include "client_sim/agent/cache_view.hpp"

#include "client_sim/agent/supersedence.hpp"

namespace wsus::agent {
namespace {

using machine::CachedUpdate;
using machine::UpdateProgress;

bool is_child(CachedUpdate const& update) { return update.action == "Bundle"; }

}  // namespace

CacheView::CacheView(machine::DataStore const& store)
    : installed_updates(store.installed_updates), superseded(superseded_updates(store)) {
  ids.other.reserve(store.updates.size());
  for (auto const& [id, update] : store.updates) {
    ids.of(update.list).push_back(id);
    bool const approved = is_approved(update);
    bool const offered = approved || is_child(update);
    if (update.needed && offered) wanted.push_back(&update);
    if (update.installed && (offered || update.action == "Uninstall")) installed.push_back(&update);
    if (update.progress != UpdateProgress::none && approved) in_progress.push_back(&update);
    if (update.is_category && update.installed) ++installed_categories;
  }
}

std::shared_ptr<CacheView const> kept_view(machine::DataStore const& store) {
  auto known = std::static_pointer_cast<CacheView const>(store.updates.kept());
  return known && known->installed_updates == store.installed_updates ? known : nullptr;
}

std::shared_ptr<CacheView const> UpdateCache::view() const {
  if (auto known = kept_view(store_)) return known;
  auto made = std::make_shared<CacheView const>(store_);
  store_.updates.keep(made);
  return made;
}

bool UpdateCache::counts(CacheView const& view, CachedUpdate const& update) const {
  return !out_of_this_scan_.contains(update.revision_id) && !view.superseded.contains(update.update_id);
}

std::vector<CachedUpdate const*> UpdateCache::needed() const {
  std::vector<CachedUpdate const*> result;
  auto const known = view();
  for (auto const* update : known->wanted) {
    if (is_approved(*update) && counts(*known, *update)) result.push_back(update);
  }
  return result;
}

std::vector<int> UpdateCache::extended_info_ids() const {
  std::vector<int> ids;
  auto const known = view();
  for (auto const* update : known->wanted) {
    if (counts(*known, *update)) ids.push_back(update->revision_id);
  }
  return ids;
}

std::vector<CachedUpdate const*> UpdateCache::installed() const { return view()->installed; }

std::vector<CachedUpdate const*> UpdateCache::in_progress(UpdateProgress progress) const {
  std::vector<CachedUpdate const*> result;
  auto const known = view();
  for (auto const* update : known->in_progress) {
    if (update->progress == progress) result.push_back(update);
  }
  return result;
}

std::size_t UpdateCache::installed_categories() const { return view()->installed_categories; }

}  // namespace wsus::agent
