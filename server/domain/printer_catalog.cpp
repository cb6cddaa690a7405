// Printer drivers for the Add Printer wizard: see printer_catalog.hpp.
#include "server/domain/printer_catalog.hpp"

#include "server/domain/device_class.hpp"

#include <algorithm>
#include <set>
#include <unordered_set>

namespace wsus::domain {
namespace {

using Revisions = std::unordered_set<RevisionIndex>;

Revisions known(Catalogue const& catalogue, std::span<int const> ids) {
  Revisions found;
  for (auto const id : ids) {
    if (auto const index = catalogue.find(id)) found.insert(*index);
  }
  return found;
}

bool prerequisites_hold(Catalogue const& catalogue, RevisionIndex index, Revisions const& installed) {
  return std::ranges::all_of(catalogue.clauses(index), [&](ClauseIndex clause) {
    return std::ranges::any_of(catalogue.clause_members(clause),
                               [&](RevisionIndex member) { return installed.contains(member); });
  });
}

/// The page of new drivers, cut as SyncUpdates cuts its own.
class Page {
public:
  Page(PageLimits const& limits, SyncAnswer& answer) : limits_(limits), answer_(answer) {}

  void add(RevisionIndex index, std::size_t size) {
    if (answer_.truncated) return;
    bytes_ += size;
    auto& updates = answer_.new_updates;
    answer_.truncated = (limits_.updates != 0 && updates.size() >= limits_.updates) ||
                        (limits_.xml_bytes != 0 && !updates.empty() && bytes_ > limits_.xml_bytes);
    if (!answer_.truncated) updates.push_back(index);
  }

private:
  PageLimits const& limits_;
  SyncAnswer& answer_;
  std::size_t bytes_ = 0;
};

}  // namespace

bool is_printer_driver(Revision const& revision) {
  return revision.type == UpdateType::driver &&
         std::ranges::any_of(revision.drivers, [](DriverRow const& row) { return is_printer_class(row.device_class); });
}

SyncAnswer sync_printer_catalog(Catalogue const& catalogue, PrinterQuery const& query, PageLimits const& page,
                                std::function<std::size_t(Revision const&)> const& core_size) {
  SyncAnswer answer{.driver_sync_not_needed = true, .anchor = query.anchor};
  auto const installed = known(catalogue, query.installed_non_leaf);
  auto const cached = known(catalogue, query.cached_printers);
  Revisions needed;
  Page fresh(page, answer);
  for (auto const index : catalogue.driver_scope()) {
    auto const& revision = catalogue.at(index);
    if (!is_printer_driver(revision) || !prerequisites_hold(catalogue, index, installed)) continue;
    needed.insert(index);
    if (!cached.contains(index)) {
      fresh.add(index, core_size(revision));
    } else if (catalogue.last_change(index) > query.anchor) {
      answer.changed_updates.push_back(index);
    }
  }
  std::set<int> gone;
  for (auto const id : query.cached_printers) {
    auto const index = catalogue.find(id);
    if (!index || !needed.contains(*index)) gone.insert(id);
  }
  answer.out_of_scope.assign(gone.begin(), gone.end());
  return answer;
}

}  // namespace wsus::domain
