// Damaged rows in a page: see delivered_rows.hpp.
#include "server/susdb/delivered_rows.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace wsus::susdb {

int second_id(domain::Catalogue const& catalogue, int id) {
  std::int64_t highest = 0;
  for (auto const& revision : catalogue.revisions()) highest = std::max<std::int64_t>(highest, revision.id);
  return static_cast<int>(std::min<std::int64_t>(highest + id, std::numeric_limits<int>::max()));
}

std::variant<std::vector<DeliveredRow>, UnreadableRow> deliver(SusDb const& database,
                                                               domain::Catalogue const& catalogue,
                                                               std::span<domain::RevisionIndex const> page,
                                                               bool with_xml) {
  std::vector<DeliveredRow> rows;
  rows.reserve(page.size());
  for (auto const index : page) {
    auto const& revision = catalogue.at(index);
    auto const entry = database.damage.find(revision.identity.update_id);
    auto const damage = entry == database.damage.end() ? RowDamage{} : entry->second;
    if (damage.unreadable && with_xml) {
      return UnreadableRow{.update = revision.identity.update_id,
                           .exception = "System.ArgumentException: The metadata of the update cannot be read."};
    }
    rows.push_back({.revision = index, .id = revision.id, .has_deployment = !damage.lost_deployment});
    if (!damage.doubled) continue;
    rows.push_back(rows.back());
    rows.back().id = second_id(catalogue, revision.id);
  }
  return rows;
}

}  // namespace wsus::susdb
