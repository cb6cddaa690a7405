// SystemSpec of a driver pass, from the generated types to the domain.
#pragma once

#include "server/domain/driver_match.hpp"

#include <cstddef>

class client__SyncUpdateParameters;

namespace wsus::services {

/// Bounds of one driver pass. No source tells any: assumptions (M) that keep the work of a request bounded. A large
/// machine has some 400 devices with 10 to 20 ids each, and 15 computer hardware ids.
inline constexpr std::size_t max_devices = 2'000;
inline constexpr std::size_t max_device_ids = 200;  ///< of each list of a device
inline constexpr std::size_t max_computer_ids = 100;

/// SystemSpec, ComputerSpec and FeatureScoreMatchingKey (wusp-protocol 4.2). Devices that are nil are left out. Throws
/// Refused(InvalidParameters) naming parameters.SystemSpec or parameters.ComputerSpec for a date or a GUID that is
/// none and for a list that is too long; DriverRecoveryIDs are text in the schema, so one that is no GUID names
/// nothing. `parameters` must have a SystemSpec.
[[nodiscard]] domain::SystemSpec read_system_spec(client__SyncUpdateParameters const& parameters);

}  // namespace wsus::services
