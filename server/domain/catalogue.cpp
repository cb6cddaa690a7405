// Builds the look-ups of a catalogue: ids, identities, clauses, leaves, scope.
#include "server/domain/catalogue.hpp"

#include "server/domain/lower.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace wsus::domain {
namespace {

/// Numbers clauses so that equal ones share a number. Clauses with one member, by far the most, need no hashing.
class ClauseNumbers {
public:
  ClauseNumbers(std::size_t revisions, FlatLists<RevisionIndex>& members)
      : members_(members), single_(revisions, none) {}

  ClauseIndex number(std::vector<RevisionIndex> const& sorted) {
    if (sorted.size() == 1) {
      auto& known = single_[sorted.front()];
      if (known == none) known = add(sorted);
      return known;
    }
    auto const [entry, is_new] = several_.try_emplace(sorted, none);
    if (is_new) entry->second = add(sorted);
    return entry->second;
  }

private:
  struct Hash {
    std::size_t operator()(std::vector<RevisionIndex> const& members) const noexcept {
      std::uint64_t hash = 0xcbf29ce484222325u;  // FNV-1a over whole members
      for (auto const member : members) hash = (hash ^ member) * 0x100000001b3u;
      return hash ^ (hash >> 29);
    }
  };

  ClauseIndex add(std::vector<RevisionIndex> const& sorted) {
    auto const index = static_cast<ClauseIndex>(members_.size());
    for (auto const member : sorted) members_.push(member);
    members_.close();
    return index;
  }

  static constexpr ClauseIndex none = ~ClauseIndex{0};
  FlatLists<RevisionIndex>& members_;
  std::vector<ClauseIndex> single_;
  std::unordered_map<std::vector<RevisionIndex>, ClauseIndex, Hash> several_{};
};

template <typename Item>
FlatLists<Item> flat(std::vector<std::vector<Item>> const& lists) {
  FlatLists<Item> result;
  result.reserve(lists.size());
  for (auto const& list : lists) {
    for (auto const item : list) result.push(item);
    result.close();
  }
  return result;
}

bool is_root(Revision const& revision) {
  switch (revision.deployment.action) {
  case DeploymentAction::install:
  case DeploymentAction::optional_install:
  case DeploymentAction::uninstall:
  case DeploymentAction::pre_deployment_check: return true;
  case DeploymentAction::evaluate: return revision.deployment.id != 0;
  case DeploymentAction::block:
  case DeploymentAction::bundle: return false;
  }
  return false;
}

bool may_be_delivered(Revision const& revision) {
  return !revision.declined && revision.deployment.action != DeploymentAction::block;
}

}  // namespace

Catalogue::Catalogue(std::vector<Revision> revisions) : revisions_(std::move(revisions)) {
  index_ids();
  index_updates();
  index_clauses();
  index_categories();
  index_bundles();
  mark_leaves();
  mark_scope();
  list_scope();
  list_waiting();
  index_drivers();
  note_changes();
}

void Catalogue::index_ids() {
  if (revisions_.empty()) return;
  auto const [lowest, highest] = std::ranges::minmax_element(revisions_, {}, &Revision::id);
  if (lowest->id < 1) throw std::invalid_argument(fmt::format("revision id {} is not positive", lowest->id));
  first_id_ = lowest->id;
  auto const range = static_cast<std::size_t>(highest->id - lowest->id) + 1;
  bool const dense = range <= revisions_.size() * 8 + 65'536;
  if (dense) by_dense_id_.assign(range, no_revision);
  for (RevisionIndex index = 0; index < revisions_.size(); ++index) {
    auto const id = revisions_[index].id;
    if (!dense) {
      by_sparse_id_.emplace_back(id, index);
      continue;
    }
    auto& slot = by_dense_id_[static_cast<std::size_t>(id - first_id_)];
    if (slot != no_revision) throw std::invalid_argument(fmt::format("revision id {} is there twice", id));
    slot = index;
  }
  std::ranges::sort(by_sparse_id_);
  auto const twice = std::ranges::adjacent_find(by_sparse_id_, {}, &std::pair<int, RevisionIndex>::first);
  if (twice != by_sparse_id_.end()) {
    throw std::invalid_argument(fmt::format("revision id {} is there twice", twice->first));
  }
}

void Catalogue::index_updates() {
  older_.assign(revisions_.size(), no_revision);
  current_.reserve(revisions_.size());
  for (RevisionIndex index = 0; index < revisions_.size(); ++index) {
    auto const& identity = revisions_[index].identity;
    auto [entry, is_new] = current_.try_emplace(identity.update_id, index);
    if (is_new) continue;
    if (find(identity)) {
      throw std::invalid_argument(
          fmt::format("update {} revision {} is there twice", to_string(identity.update_id), identity.revision_number));
    }
    auto* slot = &entry->second;
    while (*slot != no_revision && revisions_[*slot].identity.revision_number > identity.revision_number) {
      slot = &older_[*slot];
    }
    older_[index] = *slot;
    *slot = index;
  }
}

std::optional<RevisionIndex> Catalogue::find_sparse(int revision_id) const {
  auto const entry = std::ranges::lower_bound(by_sparse_id_, revision_id, {}, &std::pair<int, RevisionIndex>::first);
  if (entry == by_sparse_id_.end() || entry->first != revision_id) return std::nullopt;
  return entry->second;
}

std::optional<RevisionIndex> Catalogue::find(UpdateIdentity const& identity) const {
  auto const entry = current_.find(identity.update_id);
  if (entry == current_.end()) return std::nullopt;
  for (auto index = entry->second; index != no_revision; index = older_[index]) {
    if (revisions_[index].identity.revision_number == identity.revision_number) return index;
  }
  return std::nullopt;
}

std::optional<RevisionIndex> Catalogue::current(wusp::Guid const& update_id) const {
  auto const entry = current_.find(update_id);
  if (entry == current_.end()) return std::nullopt;
  return entry->second;
}

void Catalogue::index_clauses() {
  ClauseNumbers numbers(revisions_.size(), clause_members_);
  clauses_.reserve(revisions_.size());
  std::vector<RevisionIndex> members;
  for (auto const& revision : revisions_) {
    for (auto const& clause : revision.prerequisites) {
      members.clear();
      for (auto const& update : clause.any_of) {
        if (auto const member = current(update)) members.push_back(*member);
      }
      std::ranges::sort(members);
      members.erase(std::unique(members.begin(), members.end()), members.end());
      clauses_.push(numbers.number(members));
    }
    clauses_.close();
  }

  std::vector<std::vector<ClauseIndex>> with(revisions_.size());
  for (ClauseIndex clause = 0; clause < clause_count(); ++clause) {
    for (auto const member : clause_members(clause)) with[member].push_back(clause);
  }
  clauses_with_ = flat(with);
}

void Catalogue::index_categories() {
  std::vector<std::vector<RevisionIndex>> members(revisions_.size());
  for (RevisionIndex index = 0; index < revisions_.size(); ++index) {
    auto const& prerequisites = revisions_[index].prerequisites;
    if (current(revisions_[index].identity.update_id) != index) continue;
    for (std::size_t clause = 0; clause < prerequisites.size(); ++clause) {
      if (!prerequisites[clause].is_category) continue;
      for (auto const category : clause_members(clauses(index)[clause])) members[category].push_back(index);
    }
  }
  members_of_category_ = flat(members);
}

void Catalogue::index_bundles() {
  bundled_.reserve(revisions_.size());
  for (auto const& revision : revisions_) {
    for (auto const& clause : revision.bundled_updates) {
      for (auto const& identity : clause) {
        if (auto const child = find(identity)) bundled_.push(*child);
      }
    }
    bundled_.close();
  }
}

void Catalogue::mark_leaves() {
  is_leaf_.assign(revisions_.size(), 1);
  for (auto const& [update_id, index] : current_) {
    for (auto const clause : clauses(index)) {
      for (auto const member : clause_members(clause)) {
        for (auto named = member; named != no_revision; named = older_[named]) is_leaf_[named] = 0;
      }
    }
  }
}

void Catalogue::mark_scope() {
  in_scope_.assign(revisions_.size(), 0);
  std::vector<std::uint8_t> is_current(revisions_.size(), 0);
  for (auto const& [update_id, index] : current_) is_current[index] = 1;

  std::vector<RevisionIndex> open;
  auto const reach = [&](RevisionIndex index) {
    if (in_scope_[index] != 0 || is_current[index] == 0 || !may_be_delivered(revisions_[index])) return;
    in_scope_[index] = 1;
    open.push_back(index);
  };
  for (RevisionIndex index = 0; index < revisions_.size(); ++index) {
    if (is_root(revisions_[index])) reach(index);
  }
  while (!open.empty()) {
    auto const index = open.back();
    open.pop_back();
    std::ranges::for_each(bundled(index), reach);
    for (auto const clause : clauses(index)) std::ranges::for_each(clause_members(clause), reach);
  }
}

void Catalogue::list_scope() {
  for (bool const leaf : {false, true}) {
    for (RevisionIndex index = 0; index < revisions_.size(); ++index) {
      if (!in_scope(index) || is_leaf(index) != leaf) continue;
      bool const driver = revisions_[index].type == UpdateType::driver;
      (driver ? driver_scope_ : software_scope_).push_back(index);
    }
  }
}

void Catalogue::list_waiting() {
  std::vector<std::uint32_t> uses(clause_count(), 0);
  for (auto const index : software_scope_) {
    for (auto const clause : clauses(index)) ++uses[clause];
  }
  std::vector<std::vector<RevisionIndex>> waiting(clause_count());
  for (auto const index : software_scope_) {
    auto const own = clauses(index);
    if (own.empty()) {
      unconditional_software_.push_back(index);
    } else {
      waiting[*std::ranges::min_element(own, {}, [&](ClauseIndex clause) { return uses[clause]; })].push_back(index);
    }
  }
  software_waiting_for_ = flat(waiting);
}

void Catalogue::index_drivers() {
  for (auto const index : driver_scope_) {
    auto const& rows = at(index).drivers;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      driver_rows_[lower(rows[row].hardware_id)].push_back({index, static_cast<std::uint32_t>(row)});
    }
  }
}

std::span<DriverRowPlace const> Catalogue::driver_rows(std::string_view lower_hardware_id) const {
  auto const entry = driver_rows_.find(lower_hardware_id);
  if (entry == driver_rows_.end()) return {};
  return entry->second;
}

void Catalogue::note_changes() {
  last_changes_.reserve(revisions_.size());
  for (auto const& revision : revisions_) last_changes_.push_back(revision.deployment.last_change);
  if (!last_changes_.empty()) last_change_ = *std::ranges::max_element(last_changes_);

  // Older revisions of those that name an update count too: it has been no leaf since the first of them.
  std::vector<wusp::UtcTime> named_since(revisions_.size(), wusp::UtcTime::max());
  for (RevisionIndex index = 0; index < revisions_.size(); ++index) {
    for (auto const clause : clauses(index)) {
      for (auto const member : clause_members(clause)) {
        named_since[member] = std::min(named_since[member], revisions_[index].deployment.last_change);
      }
    }
  }
  for (RevisionIndex index = 0; index < revisions_.size(); ++index) {
    if (!is_leaf(index) && named_since[index] != wusp::UtcTime::max()) {
      last_changes_[index] = std::max(last_changes_[index], named_since[index]);
    }
  }
}

}  // namespace wsus::domain
