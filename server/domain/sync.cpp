// Delivery: which revisions a client gets, keeps and drops (wusp-protocol 6.2, 6.3).
#include "server/domain/sync.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace wsus::domain {
namespace {

constexpr std::uint8_t cached_mark = 1;  ///< in the client's cache
constexpr std::uint8_t needed_mark = 2;  ///< in scope, prerequisites satisfied, related to the filter

using Marks = std::vector<std::uint8_t>;
using Indexes = std::vector<RevisionIndex>;

constexpr RevisionIndex nowhere = ~RevisionIndex{0};

/// Where each id is in the catalogue; `nowhere` for those that it does not have.
Indexes places_of(Catalogue const& catalogue, std::span<int const> ids) {
  Indexes places;
  places.reserve(ids.size());
  for (auto const id : ids) places.push_back(catalogue.find(id).value_or(nowhere));
  return places;
}

void mark_places(Indexes const& places, std::uint8_t mark, Marks& marks) {
  for (auto const place : places) {
    if (place != nowhere) marks[place] = static_cast<std::uint8_t>(marks[place] | mark);
  }
}

/// Clauses are shared by many revisions, so they are decided once; and few of them hold.
struct HoldingClauses {
  Marks holds{};  ///< one byte a clause
  std::vector<ClauseIndex> list{};
};

HoldingClauses clauses_that_hold(Catalogue const& catalogue, Indexes const& installed) {
  HoldingClauses clauses{.holds = Marks(catalogue.clause_count(), 0)};
  for (auto const place : installed) {
    if (place == nowhere) continue;
    for (auto const clause : catalogue.clauses_with(place)) {
      if (std::exchange(clauses.holds[clause], std::uint8_t{1}) == 0) clauses.list.push_back(clause);
    }
  }
  return clauses;
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

/// Marks the software that is needed. Returns what of it is not cached, each once, in no order.
template <typename Related>
Indexes mark_needed_software(Catalogue const& catalogue, HoldingClauses const& clauses, Related const& related,
                             Marks& marks) {
  Indexes missing;
  auto const look_at = [&](RevisionIndex index) {
    if (!all_hold(catalogue.clauses(index), clauses.holds) || !related(index)) return;
    if ((marks[index] & cached_mark) == 0) missing.push_back(index);
    marks[index] = static_cast<std::uint8_t>(marks[index] | needed_mark);
  };
  std::ranges::for_each(catalogue.unconditional_software(), look_at);
  for (auto const clause : clauses.list) std::ranges::for_each(catalogue.software_waiting_for(clause), look_at);
  return missing;
}

/// Marks the drivers that the computer should have (wusp-protocol 6.3). Without a SystemSpec nothing can be ranked:
/// then no driver is offered, and a cached one stays while it is deployed and its prerequisites hold (assumption, I).
DriverMatches mark_needed_drivers(Catalogue const& catalogue, HoldingClauses const& clauses, SystemSpec const* system,
                                  Marks& marks) {
  auto const is_candidate = [&](RevisionIndex index) { return all_hold(catalogue.clauses(index), clauses.holds); };
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
void list_out_of_scope(Catalogue const& catalogue, std::span<int const> ids, Indexes const& places, bool two_groups,
                       Marks const& marks, SyncAnswer& answer) {
  for (std::size_t i = 0; i < ids.size(); ++i) {
    auto const place = places[i];
    if (place != nowhere && (marks[place] & needed_mark) != 0) continue;
    bool const still_deployed = two_groups && place != nowhere && catalogue.in_scope(place);
    (still_deployed ? answer.deployed_out_of_scope : answer.out_of_scope).push_back(ids[i]);
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

/// The first of `missing`, up to the end of the page.
void list_new(Catalogue const& catalogue, Indexes const& missing, PageLimits const& page,
              std::function<std::size_t(Revision const&)> const& core_size, SyncAnswer& answer) {
  auto& updates = answer.new_updates;
  std::size_t bytes = 0;
  for (auto const index : missing) {
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

/// Puts what a page can hold, and one more, into the order of the scope.
void sort_for_page(Catalogue const& catalogue, PageLimits const& page, Indexes& missing) {
  auto const is_before = [&](RevisionIndex one, RevisionIndex other) {
    bool const is_leaf = catalogue.is_leaf(one);
    return is_leaf == catalogue.is_leaf(other) ? one < other : !is_leaf;
  };
  auto const wanted = page.updates == 0 ? missing.size() : std::min(missing.size(), page.updates + 1);
  std::partial_sort(missing.begin(), missing.begin() + static_cast<std::ptrdiff_t>(wanted), missing.end(), is_before);
  missing.resize(wanted);
}

SyncAnswer driver_pass(Catalogue const& catalogue, SyncQuery const& query, PageLimits const& page,
                       std::function<std::size_t(Revision const&)> const& core_size) {
  SyncAnswer answer;
  Marks marks(catalogue.revisions().size(), 0);
  auto const cached = places_of(catalogue, query.cached_drivers);
  mark_places(cached, cached_mark, marks);
  auto const clauses = clauses_that_hold(catalogue, places_of(catalogue, query.installed_non_leaf));
  answer.hardware_ids = mark_needed_drivers(catalogue, clauses, query.system, marks).best;
  Indexes missing;
  std::ranges::copy_if(catalogue.driver_scope(), std::back_inserter(missing), [&](RevisionIndex index) {
    return (marks[index] & (needed_mark | cached_mark)) == needed_mark;
  });
  list_new(catalogue, missing, page, core_size, answer);
  list_out_of_scope(catalogue, query.cached_drivers, cached, false, marks, answer);
  list_changed(catalogue, catalogue.driver_scope(), query.anchor, marks, answer);
  // "true" in driver passes without result (wusp-protocol 6.2).
  answer.driver_sync_not_needed = answer.new_updates.empty() && answer.changed_updates.empty();
  return answer;
}

SyncAnswer software_pass(Catalogue const& catalogue, SyncQuery const& query, PageLimits const& page,
                         std::function<std::size_t(Revision const&)> const& core_size) {
  SyncAnswer answer;
  Marks marks(catalogue.revisions().size(), 0);
  bool const filtered = !query.filter_categories.empty();
  auto const installed = places_of(catalogue, query.installed_non_leaf);
  auto const cached = places_of(catalogue, query.other_cached);
  mark_places(installed, cached_mark, marks);
  mark_places(cached, cached_mark, marks);
  auto const clauses = clauses_that_hold(catalogue, installed);
  Indexes missing;
  if (filtered) {
    FilterScope const filter(catalogue, query.filter_categories);
    missing = mark_needed_software(
        catalogue, clauses, [&](RevisionIndex index) { return filter.contains(index); }, marks);
  } else {
    missing = mark_needed_software(
        catalogue, clauses, [](RevisionIndex) { return true; }, marks);
  }
  bool const two_groups = filtered && query.two_group_out_of_scope;
  sort_for_page(catalogue, page, missing);
  list_new(catalogue, missing, page, core_size, answer);
  list_out_of_scope(catalogue, query.installed_non_leaf, installed, two_groups, marks, answer);
  list_out_of_scope(catalogue, query.other_cached, cached, two_groups, marks, answer);
  list_changed(catalogue, catalogue.software_scope(), query.anchor, marks, answer);
  answer.driver_sync_not_needed = filtered;  // wusp-protocol 6.2, DriverSyncNotNeeded
  return answer;
}

}  // namespace

SyncAnswer sync_updates(Catalogue const& catalogue, SyncQuery const& query, PageLimits const& page,
                        std::function<std::size_t(Revision const&)> const& core_size) {
  auto answer = query.skip_software ? driver_pass(catalogue, query, page, core_size)
                                    : software_pass(catalogue, query, page, core_size);
  tidy(answer.out_of_scope);
  tidy(answer.deployed_out_of_scope);
  answer.anchor = std::max(query.anchor, catalogue.last_change());
  return answer;
}

}  // namespace wsus::domain
