// Cached updates: which list a revision goes into, what is needed.
#include "client_sim/agent/update_cache.hpp"

#include "client_sim/agent/cache_view.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <unordered_set>
#include <utility>

namespace wsus::agent {
namespace {

using machine::CachedUpdate;
using machine::CacheList;
using machine::UpdateProgress;

/// wusp-protocol 7.2, step 4.
CacheList list_of(CachedUpdate const& update) {
  if (update.list == CacheList::driver) return CacheList::driver;
  return update.installed && !update.is_leaf ? CacheList::installed_non_leaf : CacheList::other;
}

/// Deployment/Action of what is there for a bundle's sake: needed without being offered.
bool is_child(CachedUpdate const& update) { return update.action == "Bundle"; }

/// As it came, for another evaluation; only with a stored fragment.
ReceivedUpdate as_received(CachedUpdate const& update) {
  return {.revision_id = update.revision_id,
          .action = update.action,
          .is_leaf = update.is_leaf,
          .core_xml = *update.core_xml,
          .deployment_id = update.deployment_id,
          .deadline = update.deadline};
}

/// Of what SyncUpdates tells about a cached update. An answer without a Deployment leaves the known one.
bool says_nothing_new(ReceivedUpdate const& received, CachedUpdate const& update) {
  if (received.is_leaf != update.is_leaf) return false;
  return received.action.empty() ||
         (received.action == update.action && received.deployment_id == update.deployment_id &&
          received.deadline == update.deadline);
}

void insert_in_order(std::vector<int>& ids, int id) { ids.insert(std::upper_bound(ids.begin(), ids.end(), id), id); }

}  // namespace

std::vector<int>& CachedIds::of(CacheList list) {
  switch (list) {
  case CacheList::installed_non_leaf: return installed_non_leaf;
  case CacheList::driver: return drivers;
  case CacheList::other: break;
  }
  return other;
}

bool UpdateCache::wants_more(SyncReply const& reply) {
  if (reply.new_updates.empty()) return false;
  return reply.truncated || !std::ranges::all_of(reply.new_updates, &ReceivedUpdate::is_leaf);
}

std::optional<DoubledRevision> UpdateCache::apply(SyncReply const& reply, Evaluate const& evaluate,
                                                  machine::Machine const& machine) {
  std::vector<Evaluation> evaluations;
  evaluations.reserve(reply.new_updates.size());
  for (auto const& received : reply.new_updates) evaluations.push_back(evaluate(received, machine));
  if (auto const doubled = find_doubled(reply, evaluations)) return doubled;
  for (std::size_t i = 0; i < evaluations.size(); ++i) add(reply.new_updates[i], evaluations[i]);
  std::unordered_set<wusp::Guid> undecided;
  for (auto const& received : reply.changed_updates) {
    if (auto const changed = change(received)) undecided.insert(*changed);
  }
  if (!undecided.empty()) decide_again(std::move(undecided), evaluate, machine);
  drop(reply.out_of_scope);
  out_of_this_scan_.insert(reply.deployed_out_of_scope.begin(), reply.deployed_out_of_scope.end());
  return std::nullopt;
}

std::optional<DoubledRevision> UpdateCache::find_doubled(SyncReply const& reply,
                                                         std::vector<Evaluation> const& evaluations) {
  std::map<std::pair<wusp::Guid, int>, int> arrived;
  for (std::size_t i = 0; i < evaluations.size(); ++i) {
    auto const& evaluation = evaluations[i];
    int const id = reply.new_updates[i].revision_id;
    if (evaluation.update_id.is_nil()) continue;  // a fragment that does not say which update it is
    auto const first = arrived.emplace(std::pair(evaluation.update_id, evaluation.revision_number), id).first->second;
    if (first != id) return DoubledRevision{first, id};
    if (auto const cached = cached_as(evaluation, id, reply.out_of_scope)) return DoubledRevision{*cached, id};
  }
  return std::nullopt;
}

// One walk over the store a scan, and only in scans that bring something: a long-lived machine has 22,000 updates.
// What has left the store since is still listed, so each is looked up before it counts.
std::optional<int> UpdateCache::cached_as(Evaluation const& evaluation, int revision_id,
                                          std::vector<int> const& leaving) {
  if (!revisions_of_) {
    revisions_of_.emplace();
    for (auto const& [id, update] : store_.updates) revisions_of_->emplace(update.update_id, id);
  }
  auto const [begin, end] = revisions_of_->equal_range(evaluation.update_id);
  for (auto known = begin; known != end; ++known) {
    int const id = known->second;
    auto const cached = store_.updates.find(id);
    if (id == revision_id || cached == store_.updates.end()) continue;
    bool const is_same = cached->second.update_id == evaluation.update_id &&
                         cached->second.revision_number == evaluation.revision_number;
    if (is_same && std::ranges::find(leaving, id) == leaving.end()) return id;
  }
  return std::nullopt;
}

void UpdateCache::add(ReceivedUpdate const& received, Evaluation const& evaluation) {
  CachedUpdate update{.revision_id = received.revision_id,
                      .update_id = evaluation.update_id,
                      .revision_number = evaluation.revision_number,
                      .is_leaf = received.is_leaf,
                      .list = evaluation.is_driver ? CacheList::driver : CacheList::other,
                      .action = received.action,
                      .is_category = evaluation.is_category,
                      .core_xml = kept(received.core_xml),
                      .deployment_id = received.deployment_id,
                      .deadline = received.deadline};
  decide(update, evaluation);
  auto& needs = new_relations_[evaluation.update_id];
  needs = evaluation.prerequisites;
  needs.insert(needs.end(), evaluation.bundled_updates.begin(), evaluation.bundled_updates.end());
  auto const list = update.list;
  if (revisions_of_) revisions_of_->emplace(update.update_id, received.revision_id);
  auto const is_new = store_.updates.edit().insert_or_assign(received.revision_id, std::move(update)).second;
  if (!is_new) ids_.reset();
  if (ids_) insert_in_order(ids_->of(list), received.revision_id);
}

std::shared_ptr<std::string const> UpdateCache::kept(std::string const& core_xml) const {
  return keep_ ? keep_(core_xml) : std::make_shared<std::string const>(core_xml);
}

void UpdateCache::decide(CachedUpdate& update, Evaluation const& evaluation) {
  ++evaluated_;
  update.bundled_updates = evaluation.bundled_updates;
  update.superseded_updates = evaluation.superseded_updates;
  update.device_id = evaluation.device_id;
  // What the simulated installer has installed counts as installed; its inert content changes nothing that rules could
  // see (assumption).
  bool const installed_here = store_.installed_updates.contains(update.update_id);
  update.installed = installed_here || (evaluation.installed && !evaluation.is_bundle);
  update.list = list_of(update);
  update.needed = false;
  bool const wanted = evaluation.offered || is_child(update);
  bool const settled = update.installed || update.progress == UpdateProgress::pending_reboot;
  new_bundles_.erase(update.update_id);
  if (evaluation.is_bundle) {
    if (wanted && !settled) new_bundles_.emplace(update.update_id, evaluation.bundled_updates);
  } else {
    update.needed = wanted && !settled && evaluation.installable;
  }
}

void UpdateCache::evaluate_again(Evaluate const& evaluate, machine::Machine const& machine) {
  ids_.reset();
  if (store_.updates.empty()) return;
  for (auto& [id, update] : store_.updates.edit()) {
    if (update.core_xml) {
      decide(update, evaluate(as_received(update), machine));
    } else if (store_.installed_updates.contains(update.update_id)) {
      update.installed = true;
      update.needed = false;
      update.list = list_of(update);
    }
  }
  resolve_bundles();
}

std::optional<wusp::Guid> UpdateCache::change(ReceivedUpdate const& received) {
  auto const found = store_.updates.find(received.revision_id);
  if (found == store_.updates.end()) return std::nullopt;              // nothing is known about it but its number
  if (says_nothing_new(received, found->second)) return std::nullopt;  // and so nothing stops to be shared
  auto& update = store_.updates.edit().at(received.revision_id);
  bool const was_child = is_child(update);
  update.is_leaf = received.is_leaf;
  if (!received.action.empty()) {
    update.action = received.action;
    update.deployment_id = received.deployment_id;
    update.deadline = received.deadline;
  }
  update.list = list_of(update);
  ids_.reset();
  return is_child(update) != was_child ? std::optional(update.update_id) : std::nullopt;
}

/// A bundle's need is that of its children, and a bundle may hold bundles.
void UpdateCache::decide_again(std::unordered_set<wusp::Guid> undecided, Evaluate const& evaluate,
                               machine::Machine const& machine) {
  auto const is_undecided = [&undecided](wusp::Guid const& id) { return undecided.contains(id); };
  for (bool grows = true; grows;) {
    grows = false;
    for (auto const& [id, update] : store_.updates) {
      if (is_undecided(update.update_id) || !std::ranges::any_of(update.bundled_updates, is_undecided)) continue;
      undecided.insert(update.update_id);
      grows = true;
    }
  }
  for (auto& [id, update] : store_.updates.edit()) {
    if (update.core_xml && is_undecided(update.update_id)) decide(update, evaluate(as_received(update), machine));
  }
}

void UpdateCache::apply(RefreshReply const& reply) {
  ids_.reset();
  revisions_of_.reset();
  auto const before = std::exchange(store_.updates, {});
  std::map<std::pair<wusp::Guid, int>, CachedUpdate const*> known;
  for (auto const& [id, update] : before) known.emplace(std::pair(update.update_id, update.revision_number), &update);
  machine::CachedUpdates::Map now;
  std::set<int> still_out;
  for (auto const& item : reply.items) {
    auto const found = known.find({item.update_id, item.revision_number});
    if (found == known.end()) continue;  // not asked for
    auto update = *found->second;
    if (out_of_this_scan_.contains(update.revision_id)) still_out.insert(item.revision_id);
    bool const was_child = is_child(update);
    update.revision_id = item.revision_id;
    update.is_leaf = item.is_leaf;
    if (!item.action.empty()) {
      update.action = item.action;
      update.deployment_id = item.deployment_id;
      update.deadline = item.deadline;
    }
    if (is_child(update) != was_child) store_.evaluation_due = true;
    update.list = list_of(update);
    now.insert_or_assign(item.revision_id, std::move(update));
  }
  store_.updates = machine::CachedUpdates(std::move(now));
  out_of_this_scan_ = std::move(still_out);
}

void UpdateCache::drop(std::vector<int> const& revision_ids) {
  if (revision_ids.empty()) return;
  ids_.reset();
  auto& updates = store_.updates.edit();
  for (int const id : revision_ids) updates.erase(id);
}

CachedIds const& UpdateCache::ids() {
  if (!ids_ || ids_->size() != store_.updates.size()) collect_ids();
  return *ids_;
}

// One walk for all lists: a long-lived machine has 22,000 updates.
void UpdateCache::collect_ids() {
  if (auto const known = kept_view(store_)) {
    ids_ = known->ids;
    return;
  }
  auto& ids = ids_.emplace();
  ids.other.reserve(store_.updates.size());
  for (auto const& [id, update] : store_.updates) ids.of(update.list).push_back(id);
}

std::vector<RefreshCacheCall::Identity> UpdateCache::identities() const {
  std::vector<RefreshCacheCall::Identity> identities;
  for (auto const& [id, update] : store_.updates) {
    if (!update.update_id.is_nil()) identities.push_back({update.update_id, update.revision_number});
  }
  return identities;
}

void UpdateCache::resolve_bundles() {
  if (new_bundles_.empty()) return;
  std::unordered_set<wusp::Guid> needed_ids;
  for (auto const& [id, update] : store_.updates) {
    if (update.needed) needed_ids.insert(update.update_id);
  }
  auto const is_needed = [&](wusp::Guid const& child) { return needed_ids.contains(child); };
  bool changed = true;
  while (changed) {  // a bundle may hold bundles; every round but the last settles at least one
    changed = false;
    for (auto& [id, update] : store_.updates.edit()) {
      auto const bundle = new_bundles_.find(update.update_id);
      if (update.needed || bundle == new_bundles_.end()) continue;
      if (!std::ranges::any_of(bundle->second, is_needed)) continue;
      update.needed = changed = true;
      needed_ids.insert(update.update_id);
    }
  }
  new_bundles_.clear();
}

void UpdateCache::forget_incomplete_bundles() {
  if (new_bundles_.empty()) return;
  ids_.reset();
  std::unordered_set<wusp::Guid> known;
  for (auto const& [id, update] : store_.updates) known.insert(update.update_id);
  auto const is_known = [&](wusp::Guid const& child) { return known.contains(child); };
  std::erase_if(store_.updates.edit(), [&](auto const& entry) {
    auto const bundle = new_bundles_.find(entry.second.update_id);
    return bundle != new_bundles_.end() && !std::ranges::all_of(bundle->second, is_known);
  });
  resolve_bundles();
}

std::vector<wusp::Guid> UpdateCache::forget_circle() {
  auto circle = find_circle(new_relations_);
  if (circle.empty()) return circle;
  ids_.reset();
  std::erase_if(store_.updates.edit(), [&](auto const& entry) {
    return std::find(circle.begin(), circle.end(), entry.second.update_id) != circle.end();
  });
  return circle;
}

}  // namespace wsus::agent
