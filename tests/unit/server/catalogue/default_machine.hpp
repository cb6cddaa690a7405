// The default machine of generated catalogues (Windows 11, x64, workstation), as far as their rules look at it, and the
// scan loop of an agent (wusp-protocol 7.2). A second opinion for tests: nothing of it comes from the generator.
#pragma once

#include "server/domain/catalogue.hpp"
#include "server/domain/settings.hpp"

#include <string>
#include <vector>

namespace wsus::catalogue {

/// Throws std::runtime_error for a rule that it does not know.
[[nodiscard]] bool holds_on_default_machine(std::string const& rule);

/// Whether Windows 7 and Windows 11 would disagree about the rule.
[[nodiscard]] bool depends_on_windows_version(std::string const& rule);

struct ScanResult {
  std::vector<int> installed_non_leaf{};
  std::vector<int> other_cached{};
  std::vector<std::size_t> pages{};  ///< number of new updates of every answer
  std::vector<int> needed{};         ///< ids that the agent would offer; bundles count through their children
};

/// A cold scan to its end.
[[nodiscard]] ScanResult cold_scan(domain::Catalogue const& catalogue, domain::PageLimits const& page = {});

}  // namespace wsus::catalogue
