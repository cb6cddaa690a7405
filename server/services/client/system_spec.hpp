// SystemSpec of a driver pass, from the generated types to the domain.
#pragma once

#include "server/domain/driver_match.hpp"

class client__SyncUpdateParameters;

namespace wsus::services {

/// SystemSpec, ComputerSpec and FeatureScoreMatchingKey (wusp-protocol 4.2). Devices that are nil are left out. Throws
/// Refused(InvalidParameters) naming parameters.SystemSpec or parameters.ComputerSpec for a date or a GUID that is
/// none; DriverRecoveryIDs are text in the schema, so one that is no GUID names nothing. `parameters` must have a
/// SystemSpec.
[[nodiscard]] domain::SystemSpec read_system_spec(client__SyncUpdateParameters const& parameters);

}  // namespace wsus::services
