// What the rows of the database make of a page of updates.
#pragma once

#include "server/domain/catalogue.hpp"
#include "server/susdb/susdb.hpp"

#include <span>
#include <string>
#include <variant>
#include <vector>

namespace wsus::susdb {

/// One UpdateInfo to be written.
struct DeliveredRow {
  domain::RevisionIndex revision = 0;
  int id = 0;                  ///< UpdateInfo/ID
  bool has_deployment = true;  ///< false: the element is left out
  bool operator==(DeliveredRow const&) const = default;
};

/// The page cannot be made: the service throws, and the call ends in an InternalServerError of code Server.
struct UnreadableRow {
  wusp::Guid update{};
  std::string exception{};  ///< for SoftwareDistribution.log, as KB954960 shows it
  bool operator==(UnreadableRow const&) const = default;
};

/// Second revision id of a doubled row: above every id of the catalogue, the same in every answer.
[[nodiscard]] int second_id(domain::Catalogue const& catalogue, int id);

/// `page`: new or changed updates as domain::sync_updates gives them. An unreadable update spoils the page only when it
/// is in it, so machines that do not get it see nothing of it; `with_xml` false (ChangedUpdates): nothing is
/// serialised, so nothing is unreadable. Without damage: every row as it is.
[[nodiscard]] std::variant<std::vector<DeliveredRow>, UnreadableRow>
deliver(SusDb const& database, domain::Catalogue const& catalogue, std::span<domain::RevisionIndex const> page,
        bool with_xml);

}  // namespace wsus::susdb
