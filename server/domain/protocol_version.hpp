// Which parts of the protocol a client and a server of given versions may use (wusp-protocol 1.5).
#pragma once

#include <compare>
#include <string_view>

namespace wsus::domain {

/// "n.n", compared part by part: 1.10 is later than 1.9.
struct ProtocolVersion {
  int major_part = 0;
  int minor_part = 0;
  auto operator<=>(ProtocolVersion const&) const = default;
};

/// Of text that services::is_protocol_version accepts. Anything else counts as 0.0, parts beyond int as the highest
/// int.
[[nodiscard]] ProtocolVersion parse_protocol_version(std::string_view text);

/// What may stand in the messages between the two.
struct ProtocolGates {
  bool hardware_ids = false;   ///< Deployment/HardwareIds of drivers: clients from 1.6 on
  bool category_scan = false;  ///< FilterCategoryIds, NeedTwoGroupOutOfScopeUpdates, DeployedOutOfScopeRevisionIds and
                               ///< DriverSyncNotNeeded: clients from 1.7 on with servers from 3.2 on
  bool auto_select = false;    ///< AutoSelect, AutoDownload, SupersedenceBehavior: clients from 1.8 on
};
[[nodiscard]] ProtocolGates protocol_gates(std::string_view client_version, std::string_view server_version);

}  // namespace wsus::domain
