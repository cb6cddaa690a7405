// The catalogue of a world: from a file, or generated; made once for all worlds of a scenario that ask for the same.
#pragma once

#include "scenarios/model/scenario.hpp"
#include "server/domain/catalogue.hpp"

#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

namespace wsus::lab {

/// Throws config::ConfigError for a catalogue file that cannot be used, std::invalid_argument for sizes out of range.
[[nodiscard]] domain::Catalogue make_catalogue(scenario::CatalogueSpec const& spec,
                                               std::filesystem::path const& scenario_file, wusp::UtcTime approved);

/// A server's catalogue while it grows: the first `count` revisions of the whole one, in the generator's order. Leaves
/// that alone name a prerequisite stay, so that no revision changes from non-leaf to leaf and back; then it has a few
/// more. Drivers do not count, and all of them stay. What is declined in `before` (may be null) stays declined.
[[nodiscard]] domain::Catalogue first_revisions(domain::Catalogue const& whole, int count,
                                                domain::Catalogue const* before);

/// Whole catalogues are immutable, so worlds share them. Thread safety: every call from any thread.
class CatalogueShelf {
public:
  explicit CatalogueShelf(std::filesystem::path scenario_file) : scenario_file_(std::move(scenario_file)) {}
  /// Throws as make_catalogue does.
  [[nodiscard]] std::shared_ptr<domain::Catalogue const> get(scenario::CatalogueSpec spec, wusp::UtcTime approved);
  /// The first revisions of that, as many as `published` says, with which worlds begin; 0 is all of them.
  [[nodiscard]] std::shared_ptr<domain::Catalogue const> get_published(scenario::CatalogueSpec const& spec,
                                                                       wusp::UtcTime approved);

private:
  struct Made {
    scenario::CatalogueSpec spec{};
    wusp::UtcTime approved{};
    std::shared_ptr<domain::Catalogue const> catalogue{};
  };
  /// Null when there is none. Needs the lock.
  [[nodiscard]] std::shared_ptr<domain::Catalogue const> find(scenario::CatalogueSpec const& spec,
                                                              wusp::UtcTime approved) const;

  std::filesystem::path scenario_file_;
  std::mutex mutex_;
  std::vector<Made> made_;
};

}  // namespace wsus::lab
