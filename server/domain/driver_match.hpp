// Which driver is the best for which device: the ranking of the driver pass (wusp-protocol 6.3). Pure functions.
#pragma once

#include "server/domain/catalogue.hpp"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace wsus::domain {

/// The driver that a device runs with (wusp-protocol 4.2, InstalledDriver).
struct InstalledDriver {
  std::string matching_id{};  ///< hardware or compatible id that matched
  wusp::UtcTime ver_date{};
  std::uint64_t ver_version = 0;  ///< four parts of 16 bits, the first one highest
  std::string device_class{};
  std::string manufacturer{};
  std::string provider{};
  std::optional<wusp::Guid> matching_computer_hardware_id{};
  int rank = -1;                         ///< DriverRank; -1: unknown
  bool skip_provider_filtering = false;  ///< live schema; wusp-protocol 4.4
};

/// An extension INF that a device runs with besides its driver.
struct InstalledExtension {
  wusp::UtcTime ver_date{};
  std::uint64_t ver_version = 0;
};

/// A device of SystemSpec. Ids are compared without regard to case.
struct Device {
  std::vector<std::string> hardware_ids{};    ///< most specific first
  std::vector<std::string> compatible_ids{};  ///< less specific than every hardware id
  std::optional<InstalledDriver> installed{};
  std::vector<InstalledExtension> extensions{};
  std::vector<wusp::Guid> recovery_ids{};  ///< updates whose drivers the agent itself has installed
};

/// SystemSpec, ComputerSpec and FeatureScoreMatchingKey of a driver pass.
struct SystemSpec {
  std::vector<Device> devices{};
  std::vector<wusp::Guid> computer_hardware_ids{};  ///< most specific first
  std::string feature_score_key{};                  ///< "AMD64.10.0"
};

/// How well a driver fits a device. The members are in the order in which they decide.
struct DriverFit {
  static constexpr std::size_t no_position = std::numeric_limits<std::size_t>::max();

  std::size_t computer_position = no_position;  ///< of the matching id in ComputerSpec; none is the worst
  int feature_score = 255;                      ///< 0 to 255, lower is better; 255 without a score for the key
  std::size_t id_position = no_position;        ///< of the matching id in HardwareIDs, then CompatibleIDs
  wusp::UtcTime ver_date{};                     ///< newer is better
  std::uint64_t ver_version = 0;                ///< higher is better
};
/// The better-match order of wusp-protocol 6.3.
[[nodiscard]] bool is_better(DriverFit const& left, DriverFit const& right);

/// The fit of what is installed. A matching id that the device does not list counts as the worst position; the feature
/// score is the second byte of DriverRank, as Windows puts ranks together (0xSSGGTHHH; assumption, M).
[[nodiscard]] DriverFit fit_of(InstalledDriver const& installed, Device const& device, SystemSpec const& system);

/// The fit of a row for a device whose id at `id_position` is the row's. Empty when the row addresses other computers:
/// of distribution and of target computer hardware ids each list that is not empty must name one of this computer
/// (assumption, I); the most specific one of both lists ranks.
[[nodiscard]] std::optional<DriverFit> fit_of(DriverRow const& row, std::size_t id_position, SystemSpec const& system);

/// False when a printer's installed driver keeps this row away: Provider and Manufacturer must be the same
/// (wusp-protocol 6.3). A CompatibleProvider of the row counts as its Provider, and a driver installed with
/// SkipProviderFiltering is not compared by Provider (assumptions, I).
[[nodiscard]] bool may_replace(DriverRow const& row, InstalledDriver const& installed);

/// What a computer should have.
struct DriverMatches {
  /// Best match of at least one device, with the hardware ids that matched best; each id once.
  std::map<RevisionIndex, std::vector<std::string>> best{};
  /// Drivers in scope that the agent itself has installed, by DriverRecoveryIDs. That is no reason to offer them, but
  /// they do not leave the client's cache either (assumption, M).
  std::vector<RevisionIndex> recovery{};
  /// Of these the ones that are approved for Uninstall: DriverRecoveryIDs are there to take them off again, and only
  /// from computers whose agent has installed them (MS-WUSP 2.2.2.2.4).
  std::vector<RevisionIndex> uninstalled{};
  std::size_t rows_compared = 0;  ///< rows that were looked at: the cost
};

/// One best driver a device, and one best extension (Class "Extension") besides it. What is installed must be beaten;
/// an extension must be newer than each installed one, because no row tells which ExtensionId it has (assumption, M).
/// Of equal fits the higher revision id wins (assumption). A driver that is approved for Uninstall matches no device.
/// `is_candidate` is asked about drivers in scope.
[[nodiscard]] DriverMatches match_drivers(Catalogue const& catalogue, SystemSpec const& system,
                                          std::function<bool(RevisionIndex)> const& is_candidate);

}  // namespace wsus::domain
