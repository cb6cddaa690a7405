// Small catalogues for tests: revisions named by a number that is id, GUID and deployment id at once.
#pragma once

#include "server/domain/catalogue.hpp"
#include "server/domain/sync.hpp"

#include <initializer_list>
#include <vector>

namespace wsus::domain {

inline wusp::Guid guid(int number) { return wusp::guid_from_bits(0, static_cast<std::uint64_t>(number)); }
inline wusp::UtcTime day(int number) { return wusp::UtcTime(std::chrono::hours(24 * number)); }

inline PrerequisiteClause any_of(std::initializer_list<int> numbers, bool is_category = false) {
  PrerequisiteClause clause{.is_category = is_category};
  for (auto const number : numbers) clause.any_of.push_back(guid(number));
  return clause;
}
inline PrerequisiteClause category(int number) { return any_of({number}, true); }

/// An approved update.
inline Revision software(int number, std::vector<PrerequisiteClause> prerequisites = {}) {
  return {.id = number,
          .identity = {.update_id = guid(number), .revision_number = 1},
          .prerequisites = std::move(prerequisites),
          .deployment = {.id = number, .action = DeploymentAction::install, .last_change = day(1)}};
}

inline Revision detectoid(int number, std::vector<PrerequisiteClause> prerequisites = {}) {
  auto revision = software(number, std::move(prerequisites));
  revision.type = UpdateType::detectoid;
  revision.deployment.action = DeploymentAction::evaluate;
  return revision;
}

inline Revision category_revision(int number, std::vector<PrerequisiteClause> prerequisites = {},
                                  CategoryType type = CategoryType::product) {
  auto revision = detectoid(number, std::move(prerequisites));
  revision.type = UpdateType::category;
  revision.category_type = type;
  return revision;
}

/// A dependency that nobody deployed.
inline Revision dependency(int number, std::vector<PrerequisiteClause> prerequisites = {}) {
  auto revision = detectoid(number, std::move(prerequisites));
  revision.deployment.id = 0;
  return revision;
}

inline std::size_t hundred_bytes(Revision const&) { return 100; }

inline std::vector<int> ids(Catalogue const& catalogue, std::vector<RevisionIndex> const& indexes) {
  std::vector<int> ids;
  for (auto const index : indexes) ids.push_back(catalogue.at(index).id);
  return ids;
}

inline SyncAnswer sync(Catalogue const& catalogue, SyncQuery const& query, PageLimits const& page = {}) {
  return sync_updates(catalogue, query, page, hundred_bytes);
}

}  // namespace wsus::domain
