// What an administrator's tool tells about updates. Internal to this room.
#pragma once

#include "server/domain/catalogue.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace wsus::server_shell::ps {

/// Software and drivers of one catalogue; which of them are superseded is found once.
class UpdateLook {
public:
  explicit UpdateLook(std::shared_ptr<domain::Catalogue const> catalogue);

  [[nodiscard]] std::shared_ptr<domain::Catalogue const> const& catalogue() const { return catalogue_; }
  /// One an update, in the order of the catalogue.
  [[nodiscard]] std::vector<wusp::Guid> const& all() const { return all_; }
  /// The current revision; null when the catalogue has no such software or driver.
  [[nodiscard]] domain::Revision const* find(wusp::Guid const& id) const;
  /// Titles of the updates, not declined, that supersede this one.
  [[nodiscard]] std::vector<std::string> superseding(wusp::Guid const& id) const;
  /// "Critical Updates": title of the classification that the update needs as a category; empty when it has none.
  [[nodiscard]] std::string classification(wusp::Guid const& id) const;
  [[nodiscard]] static bool is_approved(domain::Revision const& revision);

private:
  std::shared_ptr<domain::Catalogue const> catalogue_;
  std::vector<wusp::Guid> all_{};
  std::unordered_map<wusp::Guid, std::vector<domain::RevisionIndex>> superseding_{};
};

}  // namespace wsus::server_shell::ps
