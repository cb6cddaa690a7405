// Delivery: which revisions a client gets, keeps and drops (wusp-protocol 6.2, 6.3).
#include "server/domain/sync.hpp"

#include <algorithm>

namespace wsus::domain {
namespace {

constexpr std::uint8_t installed_mark = 1;  ///< listed as installed non-leaf
constexpr std::uint8_t cached_mark = 2;     ///< in the client's cache
constexpr std::uint8_t needed_mark = 4;     ///< in scope, prerequisites satisfied, related to the filter

using Marks = std::vector<std::uint8_t>;

void mark_ids(Catalogue const& catalogue, std::span<int const> ids, std::uint8_t mark, Marks& marks) {
  for (auto const id : ids) {
    if (auto const index = catalogue.find(id)) marks[*index] = static_cast<std::uint8_t>(marks[*index] | mark);
  }
}

/// One byte a clause: does it hold? Clauses are shared by many revisions, so they are decided once.
Marks clauses_that_hold(Catalogue const& catalogue, Marks const& marks) {
  Marks holds(catalogue.clause_count(), 0);
  for (ClauseIndex clause = 0; clause < holds.size(); ++clause) {
    for (auto const member : catalogue.clause_members(clause)) {
      if ((marks[member] & installed_mark) != 0) holds[clause] = 1;
    }
  }
  return holds;
}

bool all_hold(std::span<ClauseIndex const> clauses, Marks const& holds) {
  for (auto const clause : clauses) {
    if (holds[clause] == 0) return false;
  }
  return true;
}

/// Revisions that a category filter lets through: the categories, their members directly or through the chain of
/// categories, and all that these depend on (wusp-protocol 6.2 step 6).
class FilterScope {
public:
  FilterScope(Catalogue const& catalogue, std::span<wusp::Guid const> categories)
      : catalogue_(catalogue), related_(catalogue.revisions().size(), 0) {
    for (auto const& category : categories) {
      if (auto const index = catalogue.current(category)) reach(*index);
    }
    follow([this](RevisionIndex index) { reach_members(index); });
    for (RevisionIndex index = 0; index < related_.size(); ++index) {
      if (related_[index] != 0) open_.push_back(index);
    }
    follow([this](RevisionIndex index) { reach_dependencies(index); });
  }

  [[nodiscard]] bool contains(RevisionIndex index) const { return related_[index] != 0; }

private:
  void reach(RevisionIndex index) {
    if (related_[index] != 0) return;
    related_[index] = 1;
    open_.push_back(index);
  }

  void reach_members(RevisionIndex index) {
    for (auto const member : catalogue_.members_of_category(index)) reach(member);
  }

  void reach_dependencies(RevisionIndex index) {
    for (auto const child : catalogue_.bundled(index)) reach(child);
    for (auto const clause : catalogue_.clauses(index)) {
      for (auto const member : catalogue_.clause_members(clause)) reach(member);
    }
  }

  template <typename Step>
  void follow(Step const& step) {
    while (!open_.empty()) {
      auto const index = open_.back();
      open_.pop_back();
      step(index);
    }
  }

  Catalogue const& catalogue_;
  Marks related_;
  std::vector<RevisionIndex> open_{};
};

/// Marks the software that is needed.
template <typename Related>
void mark_needed_software(Catalogue const& catalogue, Related const& related, Marks& marks) {
  auto const holds = clauses_that_hold(catalogue, marks);
  auto const look_at = [&](RevisionIndex index) {
    if (!all_hold(catalogue.clauses(index), holds) || !related(index)) return;
    marks[index] = static_cast<std::uint8_t>(marks[index] | needed_mark);
  };
  std::ranges::for_each(catalogue.unconditional_software(), look_at);
  for (ClauseIndex clause = 0; clause < holds.size(); ++clause) {
    if (holds[clause] != 0) std::ranges::for_each(catalogue.software_waiting_for(clause), look_at);
  }
}

/// Marks the drivers that the computer should have (wusp-protocol 6.3). Without a SystemSpec nothing can be ranked:
/// then no driver is offered, and a cached one stays while it is deployed and its prerequisites hold (assumption, I).
DriverMatches mark_needed_drivers(Catalogue const& catalogue, SystemSpec const* system, Marks& marks) {
  auto const holds = clauses_that_hold(catalogue, marks);
  auto const is_candidate = [&](RevisionIndex index) { return all_hold(catalogue.clauses(index), holds); };
  auto const need = [&](RevisionIndex index) { marks[index] = static_cast<std::uint8_t>(marks[index] | needed_mark); };
  auto const keep_cached = [&](RevisionIndex index) {
    if ((marks[index] & cached_mark) != 0 && is_candidate(index)) need(index);
  };
  if (system == nullptr) {
    std::ranges::for_each(catalogue.driver_scope(), keep_cached);
    return {};
  }
  auto matches = match_drivers(catalogue, *system, is_candidate);
  for (auto const& match : matches.best) need(match.first);
  std::ranges::for_each(matches.uninstalled, need);
  std::ranges::for_each(matches.recovery, keep_cached);
  return matches;
}

/// Sorts the cached ids that are not needed into the two groups. With a category filter the two-group form keeps what
/// is still deployed apart from what is gone (wusp-protocol 6.2).
void list_out_of_scope(Catalogue const& catalogue, std::span<int const> ids, bool two_groups, Marks const& marks,
                       SyncAnswer& answer) {
  for (auto const id : ids) {
    auto const index = catalogue.find(id);
    if (index && (marks[*index] & needed_mark) != 0) continue;
    bool const still_deployed = two_groups && index && catalogue.in_scope(*index);
    (still_deployed ? answer.deployed_out_of_scope : answer.out_of_scope).push_back(id);
  }
}

/// Ascending and each id once, whatever the client sent.
void tidy(std::vector<int>& ids) {
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

void list_changed(Catalogue const& catalogue, std::span<RevisionIndex const> scope, wusp::UtcTime anchor,
                  Marks const& marks, SyncAnswer& answer) {
  if (catalogue.last_change() <= anchor) return;
  constexpr std::uint8_t both = cached_mark | needed_mark;
  for (auto const index : scope) {
    if ((marks[index] & both) == both && catalogue.last_change(index) > anchor) answer.changed_updates.push_back(index);
  }
}

/// What is needed and not cached, in the order of `scope`, up to the end of the page.
void list_new(Catalogue const& catalogue, std::span<RevisionIndex const> scope, PageLimits const& page,
              std::function<std::size_t(Revision const&)> const& core_size, Marks const& marks, SyncAnswer& answer) {
  auto& updates = answer.new_updates;
  std::size_t bytes = 0;
  for (auto const index : scope) {
    if ((marks[index] & (needed_mark | cached_mark)) != needed_mark) continue;
    if (page.xml_bytes != 0) bytes += core_size(catalogue.at(index));
    bool const full = (page.updates != 0 && updates.size() >= page.updates) ||
                      (page.xml_bytes != 0 && !updates.empty() && bytes > page.xml_bytes);
    if (full) {
      answer.truncated = true;
      return;
    }
    updates.push_back(index);
  }
}

SyncAnswer driver_pass(Catalogue const& catalogue, SyncQuery const& query, PageLimits const& page,
                       std::function<std::size_t(Revision const&)> const& core_size, Marks& marks) {
  SyncAnswer answer;
  mark_ids(catalogue, query.cached_drivers, cached_mark, marks);
  answer.hardware_ids = mark_needed_drivers(catalogue, query.system, marks).best;
  list_new(catalogue, catalogue.driver_scope(), page, core_size, marks, answer);
  list_out_of_scope(catalogue, query.cached_drivers, false, marks, answer);
  list_changed(catalogue, catalogue.driver_scope(), query.anchor, marks, answer);
  // "true" in driver passes without result (wusp-protocol 6.2).
  answer.driver_sync_not_needed = answer.new_updates.empty() && answer.changed_updates.empty();
  return answer;
}

SyncAnswer software_pass(Catalogue const& catalogue, SyncQuery const& query, PageLimits const& page,
                         std::function<std::size_t(Revision const&)> const& core_size, Marks& marks) {
  SyncAnswer answer;
  bool const filtered = !query.filter_categories.empty();
  mark_ids(catalogue, query.installed_non_leaf, cached_mark, marks);
  mark_ids(catalogue, query.other_cached, cached_mark, marks);
  if (filtered) {
    FilterScope const filter(catalogue, query.filter_categories);
    mark_needed_software(
        catalogue, [&](RevisionIndex index) { return filter.contains(index); }, marks);
  } else {
    mark_needed_software(
        catalogue, [](RevisionIndex) { return true; }, marks);
  }
  bool const two_groups = filtered && query.two_group_out_of_scope;
  list_new(catalogue, catalogue.software_scope(), page, core_size, marks, answer);
  list_out_of_scope(catalogue, query.installed_non_leaf, two_groups, marks, answer);
  list_out_of_scope(catalogue, query.other_cached, two_groups, marks, answer);
  list_changed(catalogue, catalogue.software_scope(), query.anchor, marks, answer);
  answer.driver_sync_not_needed = filtered;  // wusp-protocol 6.2, DriverSyncNotNeeded
  return answer;
}

}  // namespace

SyncAnswer sync_updates(Catalogue const& catalogue, SyncQuery const& query, PageLimits const& page,
                        std::function<std::size_t(Revision const&)> const& core_size) {
  Marks marks(catalogue.revisions().size(), 0);
  mark_ids(catalogue, query.installed_non_leaf, installed_mark, marks);
  auto answer = query.skip_software ? driver_pass(catalogue, query, page, core_size, marks)
                                    : software_pass(catalogue, query, page, core_size, marks);
  tidy(answer.out_of_scope);
  tidy(answer.deployed_out_of_scope);
  answer.anchor = std::max(query.anchor, catalogue.last_change());
  return answer;
}

}  // namespace wsus::domain
