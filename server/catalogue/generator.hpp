// A catalogue made from a seed and sizes: categories, detectoids, software, bundles, superseded chains.
#pragma once

#include "server/domain/catalogue.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace wsus::catalogue {

/// What to make. The same sizes and seed give the same catalogue, byte for byte.
struct GeneratorSizes {
  std::uint64_t seed = 1;
  int revisions = 3'000;         ///< all of them; 50 to 200,000
  int installed_non_leaf = 300;  ///< non-leaf revisions that are installed on the default machine; 1 to revisions / 2
  int superseded_chains = 20;    ///< chains of three updates that supersede their predecessor; 0 to revisions / 10
  int delivered_percent = 30;    ///< of the further leaves, those whose prerequisites hold there; 0 to 99
  int content_files = 20;        ///< files of 1 to 64 KiB carried by updates; 0 to 1,000
  wusp::UtcTime approved{};      ///< deployment date of every revision
  int drivers = 0;               ///< drivers in addition to `revisions`; 0 to 20,000
  /// Languages of texts beside English, IETF tags. Their texts are the English ones with "[de] " in front.
  std::vector<std::string> languages{};
};

/// The largest installed_non_leaf that `revisions` allows.
[[nodiscard]] int max_installed_non_leaf(int revisions);

/// The largest superseded_chains that `revisions` allows.
[[nodiscard]] int max_superseded_chains(int revisions);

/// Bounds of GeneratorSizes.
inline constexpr int min_revisions = 50;
inline constexpr int max_revisions = 200'000;
inline constexpr int max_content_files = 1'000;
inline constexpr int max_drivers = 20'000;
inline constexpr int max_delivered_percent = 99;  ///< somebody has to name the revisions that are not installed

/// Hardware id of generated driver `number` (0-based): "PCI\VEN_1AF4&DEV_1000", then DEV_1001 and so on, in upper-case
/// hex digits; `number` below 0xF000. Devices of simulated machines follow the same pattern. Two of three drivers are
/// of 2026-01-15, version 100.0.N.0 and feature score 16; every third (2, 5, ...) is of 2006-06-21, version 6.0.N.0 and
/// feature score 240.
[[nodiscard]] std::string driver_hardware_id(int number);

/// Updates of a generated catalogue that the default machine (any x64 workstation from Windows 7 on) can install.
inline constexpr int needed_updates = 3;

/// Throws std::invalid_argument with a sentence when a size is out of its range.
///
/// Chains of superseded updates are servicing updates that other updates name as prerequisite ("one of these"), so all
/// three are installed non-leaf revisions, and declining the superseded ones takes two a chain out of the client's
/// list. Not more than half of installed_non_leaf is made that way; further chains are leaves. On the default machine
/// exactly `installed_non_leaf` revisions are non-leaf and evaluate as installed; the number of rounds of a cold scan
/// is that of a staged catalogue (wua-behaviour 4.2).
[[nodiscard]] domain::Catalogue generate(GeneratorSizes const& sizes);

}  // namespace wsus::catalogue
